"""The account's own limits: over all bots, and what the venue shows beside them."""
