"""Tests of what the venue holds beside our positions."""
