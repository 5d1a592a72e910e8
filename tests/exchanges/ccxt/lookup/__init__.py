"""Tests of exchanges/ccxt/lookup."""
