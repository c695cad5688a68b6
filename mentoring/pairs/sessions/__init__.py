"""Sessions as pages: move one in two taps, call it off, say that it was held, read its guide."""
