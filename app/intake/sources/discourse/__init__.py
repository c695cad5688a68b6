"""Discourse: a forum signs what happens in its topics, and the posts that were not heard are read from its list."""
