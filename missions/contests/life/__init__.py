"""The life of a contest: published, amended, opened, closed, announced, made final or cancelled; each step once."""
