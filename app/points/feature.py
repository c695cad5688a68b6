"""What points plug in."""

from __future__ import annotations

from app.journal.manifest import JournalFeature
from app.kernel.manifest import NavigationEntry
from app.points.pages import pages
from app.points.readers import reader
from app.points.routes import api
from app.points.rules.pages import pages as rules_pages

feature = JournalFeature(
    name="points",
    blueprints=(pages, rules_pages),
    apis=(api,),
    readers=(reader,),
    navigation=(NavigationEntry("Points", "points_rules.list_rules", "award", "points.write", place=30, space="hr"),),
)
