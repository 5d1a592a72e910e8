"""Clients of ccxt: import, construction, transport, clock, sharing."""
