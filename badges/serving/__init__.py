"""The team that a badge served: measured from the facts it rests on, and shown only where its holder agreed."""
