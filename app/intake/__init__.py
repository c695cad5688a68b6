"""The door for the RSE: its activities come in as CloudEvents, each answered by itself, and become facts."""
