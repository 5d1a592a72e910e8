"""What an account knows now: bots, positions, markets, balances."""
