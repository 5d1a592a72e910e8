"""Tests of ledger/writing."""
