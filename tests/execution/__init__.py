"""Tests of a whole account on a real ledger and the paper exchange."""
