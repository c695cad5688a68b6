"""The facts to judge again with those of a batch, looked up once for all readers of a drain."""
