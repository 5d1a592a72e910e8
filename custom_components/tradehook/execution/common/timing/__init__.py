"""Clocks, waits and turns of an account."""
