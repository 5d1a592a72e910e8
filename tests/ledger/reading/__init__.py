"""Tests of ledger/reading."""
