"""Matrix (Tchap, Element): a homeserver tells an application service what happens, and its history is read where it did not."""
