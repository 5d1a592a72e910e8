"""The context of a decision and what comes of it."""
