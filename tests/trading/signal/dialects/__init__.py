"""Tests of trading/signal/dialects."""
