"""What every row is walked through, by groups; each group has an account of its own."""
