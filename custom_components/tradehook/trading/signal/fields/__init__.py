"""Readers of the fields of a signal."""
