"""Tests of exchanges/ccxt/session."""
