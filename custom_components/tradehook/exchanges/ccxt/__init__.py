"""Venues by ccxt."""
