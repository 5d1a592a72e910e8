"""Commands on their way: where they come from, what they reserve, how they are stored."""
