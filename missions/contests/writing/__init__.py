"""HR writes a contest in six steps, on a draft that HR shares as a role, and publishes it."""
