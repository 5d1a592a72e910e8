"""The rules of a position, one module each."""
