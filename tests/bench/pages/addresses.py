"""Where the bare view answers beside the product."""

from __future__ import annotations

BARE = "/bench/"
EMPTY, CPU = "/bench/empty", "/bench/cpu"
