"""Tests of the account's own limits."""
