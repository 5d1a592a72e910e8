"""What follows from a committed step."""
