"""Tests of the rules of trading."""
