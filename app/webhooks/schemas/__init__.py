"""The shapes that enter and leave the webhooks' addresses."""
