"""How long a test waits for what must come; one that is about a time says its own."""

PATIENCE = 60.0
"""Seconds: what comes late on a busy machine is not what these tests look for."""
