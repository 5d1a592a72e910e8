"""Tests of trading/signal/fields."""
