"""Tests of trading/position/evolve."""
