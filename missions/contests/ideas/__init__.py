"""The cards of an ideas contest: a problem, what was done about it, what came of it, and who took it up."""
