"""Tests of trading/position."""
