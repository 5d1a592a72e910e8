"""Orders of a venue: entry, queries, tracking, streams, stops."""
