"""Checks that refuse."""
