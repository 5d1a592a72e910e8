"""Tests of exchanges/paper."""
