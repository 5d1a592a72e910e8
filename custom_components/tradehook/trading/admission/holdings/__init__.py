"""What the venue holds that belongs to nobody here, and how it comes to belong to a bot."""
