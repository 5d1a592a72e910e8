"""Tests of trading/reasons."""
