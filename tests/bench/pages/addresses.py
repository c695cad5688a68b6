"""Where the bare view answers beside the product."""

from __future__ import annotations

BARE = "/bench/"
EMPTY, CPU, STATEMENTS = "/bench/empty", "/bench/cpu", "/bench/statements"
EMPTY_OF_PRODUCT = "/empty-of-product"
"""A view of the product that does nothing."""
