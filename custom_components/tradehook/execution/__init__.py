"""Carries decisions out: accounts, queues, reconciliation."""
