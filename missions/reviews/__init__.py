"""Evidence and those who read it: a queue shared out among reviewers, oldest first, who see nothing but what was sent."""
