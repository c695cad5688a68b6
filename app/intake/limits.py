"""How much one request may carry."""

from __future__ import annotations

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes in a request, counted after gzip is undone."""

MOST_ITEMS = 5_000
"""Activities in a request."""

LARGEST_ITEM = 64 * 1024
"""Bytes in one activity with its envelope."""

MOST_VALUES = 1_000_000
"""Values in a batch: many times what its activities need, few enough to be cheap to refuse."""
