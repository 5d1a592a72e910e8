"""Tests of trading/model."""
