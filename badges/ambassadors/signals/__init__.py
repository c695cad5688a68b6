"""Five published signals about a person, for that person: they support, and colleagues decide."""
