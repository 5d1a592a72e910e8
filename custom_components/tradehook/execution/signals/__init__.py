"""Signals: arrival, senders, idempotency, responses."""
