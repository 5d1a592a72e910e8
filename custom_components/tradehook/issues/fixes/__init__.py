"""What the buttons of repairs do."""
