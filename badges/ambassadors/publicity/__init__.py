"""What an ambassador lets communications show: a name and a sentence, each agreed apart and taken back at once."""
