"""What the provers stand on: reading statements, exact signs, enclosures, z3's encoding, Gram matrices."""
