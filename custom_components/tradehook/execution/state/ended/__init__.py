"""What is kept of positions that are over: the last of them, and what they sold too much."""
