"""From bytes to a signal."""
