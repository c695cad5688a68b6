"""The use cases of thanks: give and take back, tell the receiver, choose who reads them, forget."""
