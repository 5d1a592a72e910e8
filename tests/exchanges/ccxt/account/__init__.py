"""Tests of exchanges/ccxt/account."""
