"""Who takes part: join and leave a contest, and leave it with the company or the game."""
