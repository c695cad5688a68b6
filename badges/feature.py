"""What badges plug in."""

from __future__ import annotations

from app.kernel.feature import Feature, NavigationEntry
from app.notices.digest import DigestSource
from badges.pages import pages
from badges.queries import badge_news
from badges.readers import reader

feature = Feature(
    name="badges",
    blueprints=(pages,),
    readers=(reader,),
    navigation=(NavigationEntry("Badges", "badges.every", "award", "badges.see", place=60, switch="badges"),),
    digests=(DigestSource("badges", badge_news),),
)
