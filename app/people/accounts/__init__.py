"""How people and machines prove who they are."""
