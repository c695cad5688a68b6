"""The intake: activities of the RSE come in, each is answered by itself, and they become facts."""
