"""What missions plug in."""

from __future__ import annotations

from app.kernel.feature import Entry, Feature
from missions.home.pages import pages
from missions.readers import reader

feature = Feature(
    name="missions",
    blueprints=(pages,),
    readers=(reader,),
    navigation=(
        Entry("Accueil", "missions.home", "home", "home.see", place=10),
        Entry("Missions", "missions.every", "route", "missions.see", place=20),
    ),
)
