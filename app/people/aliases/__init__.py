"""The names by which networks call people, beside their external_id and their e-mail."""
