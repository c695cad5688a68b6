"""Slack: an app of the workspace is told what happens in the public channels that it was invited to."""
