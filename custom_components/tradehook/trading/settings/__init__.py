"""A bot's settings."""
