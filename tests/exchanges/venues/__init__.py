"""Tests of exchanges/venues."""
