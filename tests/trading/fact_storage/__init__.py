"""Tests of trading/fact_storage."""
