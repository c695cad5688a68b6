"""The desk of HR for one contest: where it stands, what waits for HR, objections, and the way to cancel it."""
