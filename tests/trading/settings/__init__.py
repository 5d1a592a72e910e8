"""Tests of trading/settings."""
