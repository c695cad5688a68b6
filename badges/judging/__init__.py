"""Who earns which badge: judged after facts, after other badges, and over the past."""
