"""What rules are written with: registries, spans of time, changed copies."""
