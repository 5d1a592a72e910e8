"""What is made of facts for people: events, timelines, sums."""
