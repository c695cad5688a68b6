"""What a journal of a million facts costs: its statements, the database at rest, and each new fact."""
