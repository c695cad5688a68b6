"""What a mission and a path say when somebody writes them: on screen, in a file, and in the reference."""
