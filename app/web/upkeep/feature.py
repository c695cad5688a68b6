"""What the screen of upkeep plugs in."""

from __future__ import annotations

from app.kernel.manifest import Feature, NavigationEntry
from app.web.upkeep.pages import pages

feature = Feature(
    name="upkeep",
    blueprints=(pages,),
    navigation=(NavigationEntry("Entretien", "upkeep.index", "refresh", "upkeep.run", place=80, space="admin"),),
)
