"""Tests of trading/signal."""
