"""What became of orders, and which trades there were: found, or proven absent."""
