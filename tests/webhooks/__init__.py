"""What webhooks promise, held against a real receiver and the library of Standard Webhooks."""
