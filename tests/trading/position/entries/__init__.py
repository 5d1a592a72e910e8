"""Tests of trading/position/entries."""
