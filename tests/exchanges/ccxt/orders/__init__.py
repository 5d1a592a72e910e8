"""Tests of exchanges/ccxt/orders."""
