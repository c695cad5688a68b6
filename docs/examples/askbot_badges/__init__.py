"""Shows on profiles in Askbot the badges that their holders chose to show."""
