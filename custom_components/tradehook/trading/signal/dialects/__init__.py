"""Alert dialects: how other systems spell what a signal says."""
