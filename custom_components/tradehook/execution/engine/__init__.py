"""Queues, decisions and orders of the markets."""
