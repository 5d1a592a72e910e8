"""A venue's account: permissions, ledger, funding, unknown trades."""
