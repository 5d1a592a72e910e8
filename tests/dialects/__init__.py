"""Tests with a corpus of other systems' alerts."""
