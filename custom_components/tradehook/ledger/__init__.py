"""Storage: one SQLite file for each account. It knows no rules."""
