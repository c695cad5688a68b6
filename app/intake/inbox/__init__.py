"""The inbox of sources: what networks send is kept without its words, answered at once, and read by a worker in order."""
