"""The page of a badge that its holder received: what it rests on, and what they take away or show of it."""
