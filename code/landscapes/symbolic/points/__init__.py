"""Points: random letters, and formulas evaluated there by numpy, independently of the normal form."""
