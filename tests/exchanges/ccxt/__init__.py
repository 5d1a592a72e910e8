"""Tests of exchanges/ccxt."""
