"""Reason codes and their sentences."""
