"""Tests of exchanges/ccxt/core."""
