"""Stops that rest on their exchange."""
