"""Tests of ledger/files."""
