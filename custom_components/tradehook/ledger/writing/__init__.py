"""How rows come into the tables."""
