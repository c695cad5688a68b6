"""The verbs of webhooks: register an endpoint, announce facts to it, send what is due."""
