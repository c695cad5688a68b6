"""What a person has typed into a long form and not sent yet: kept for that person alone."""
