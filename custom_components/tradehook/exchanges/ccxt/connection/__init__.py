"""A client at work, and between its words and ours: orders, trades, ids, stops."""
