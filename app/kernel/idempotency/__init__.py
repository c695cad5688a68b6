"""The same answer to a request that is sent again under the same Idempotency-Key."""
