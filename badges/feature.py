"""What badges plug in."""

from __future__ import annotations

from app.kernel.feature import Feature
from badges.readers import reader

feature = Feature(name="badges", readers=(reader,))
