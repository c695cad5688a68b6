"""HumHub: what people write in open spaces is read from its REST module; nothing is pushed."""
