"""Steps of the bot's form about alerts of other systems."""
