"""What becomes of a prize that was won: its winner takes it, leaves it or gives it away, and HR hands it over."""
