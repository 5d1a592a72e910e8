"""What a position does: decisions, wake-ups, sizes."""
