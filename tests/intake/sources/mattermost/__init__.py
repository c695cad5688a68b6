"""How Mattermost sends, and what its API answers."""
