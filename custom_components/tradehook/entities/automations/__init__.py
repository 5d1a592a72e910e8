"""What the triggers and conditions of automations have in common."""
