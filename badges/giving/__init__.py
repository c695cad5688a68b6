"""Where the people whom HR named give a badge to a colleague, with a reason."""
