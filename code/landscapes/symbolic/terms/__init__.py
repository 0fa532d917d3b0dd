"""Terms: letters with indices, their normal form, and what replaces what in it."""
