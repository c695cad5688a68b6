"""How Slack sends."""
