"""Tests of exchanges/ccxt/connection."""
