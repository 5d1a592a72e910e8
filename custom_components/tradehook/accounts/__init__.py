"""Config entries and the accounts that they stand for: entry types, shared data, construction."""
