"""CloudEvents with a service token: the format of the house, answered item by item."""
