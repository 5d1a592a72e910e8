"""How an account writes to its ledger."""
