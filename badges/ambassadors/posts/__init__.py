"""What was written in communities, for whoever looks for what nobody answered."""
