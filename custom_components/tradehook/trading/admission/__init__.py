"""Whether a signal may act, and what it does."""
