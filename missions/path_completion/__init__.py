"""Who completed which path: recorded once, with a fact, and taken back with what it rested on."""
