"""Activities come in, and the networks that send them are connected."""
