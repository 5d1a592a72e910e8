"""Tests of trading/position/rules."""
