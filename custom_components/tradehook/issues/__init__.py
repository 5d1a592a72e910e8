"""Watchers that raise and clear repairs."""
