"""The shapes of contests as machines read them."""
