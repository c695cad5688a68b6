"""What missions plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Entry, Feature, Schedule
from app.notices.digest import DigestSource
from missions.home.pages import pages
from missions.home.queries import mission_news
from missions.jobs import open_missions
from missions.readers import reader
from missions.why.pages import pages as why_pages

feature = Feature(
    name="missions",
    blueprints=(pages, why_pages),
    readers=(reader,),
    digests=(DigestSource("missions", mission_news),),
    jobs=(open_missions,),
    schedules=(Schedule("missions.open", timedelta(minutes=30)),),
    navigation=(
        Entry("Accueil", "missions.home", "home", "home.see", place=10),
        Entry("Missions", "missions.every", "route", "missions.see", place=20),
    ),
)
