"""Comparing what is recorded with what the venue says."""
