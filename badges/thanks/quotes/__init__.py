"""Thanks that their receiver shows on the public pages of their badges, once the author agreed."""
