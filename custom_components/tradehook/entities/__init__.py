"""What the platform files share: throttled sensors, the event backlog, formatting."""
