"""A person's own sign-in: their password, and the browsers where they are signed in."""
