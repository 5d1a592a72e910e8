"""Setting up, retrying, keeping in step with the config entry, removing."""
