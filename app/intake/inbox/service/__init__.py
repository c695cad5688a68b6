"""Items come in, are read once, and are forgotten; sources are polled, paused and taken up."""
