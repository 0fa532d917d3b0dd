"""Text: formulas written from normal forms, shown as LaTeX or plain text, and read from LaTeX."""
