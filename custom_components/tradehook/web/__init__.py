"""HTTP that comes in: webhooks and position links."""
