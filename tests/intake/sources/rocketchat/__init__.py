"""How a Rocket.Chat server sends and lists messages, by the shapes in its source."""
