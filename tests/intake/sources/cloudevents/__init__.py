"""How a network sends CloudEvents with a service token."""
