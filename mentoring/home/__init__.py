"""Where one stands in mentoring: the rounds open to a person, what they said, and the cards of the other slices."""
