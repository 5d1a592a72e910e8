"""Tests of exchanges/ccxt/tracking."""
