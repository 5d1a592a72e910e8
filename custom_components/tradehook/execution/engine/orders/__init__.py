"""What the order manager works with: requests, known fills, orders in flight, turns."""
