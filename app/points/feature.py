"""What points plug in."""

from __future__ import annotations

from app.kernel.feature import Feature
from app.points.readers import reader

feature = Feature(name="points", readers=(reader,))
