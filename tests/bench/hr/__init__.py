"""What HR, IT and the clock do with a hundred thousand people: their pages, and steps that are about everybody."""
