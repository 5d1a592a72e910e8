"""Keeps our orders in step with the venue: its streams, and questions."""
