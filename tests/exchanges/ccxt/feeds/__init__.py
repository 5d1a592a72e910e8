"""Tests of exchanges/ccxt/feeds."""
