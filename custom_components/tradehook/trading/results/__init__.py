"""What was earned: profit by period, bot, market, side, tag and hour, and how it came about."""
