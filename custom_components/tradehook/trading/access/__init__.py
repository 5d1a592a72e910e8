"""Who may send a signal: credentials, addresses and rates."""
