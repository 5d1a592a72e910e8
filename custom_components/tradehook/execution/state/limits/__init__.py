"""What an account keeps in memory of its own limits."""
