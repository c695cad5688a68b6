"""How Microsoft Graph notifies, and what it answers."""
