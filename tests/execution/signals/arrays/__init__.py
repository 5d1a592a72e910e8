"""Tests of signals that come together in one array."""
