"""What the account asks of an exchange, a price source and a store."""
