"""How far each person got: missions and paths as one person sees them, and which mission comes next."""
