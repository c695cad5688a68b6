"""What the screens of networks plug in."""

from __future__ import annotations

from app.kernel.manifest import Feature, NavigationEntry
from app.web.networks.pages import pages

feature = Feature(
    name="networks",
    blueprints=(pages,),
    navigation=(NavigationEntry("Réseaux", "networks.index", "bolt", "networks.write", place=20, space="admin"),),
)
