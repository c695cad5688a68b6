"""What missions plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Entry, Feature, Schedule
from missions.authoring.exchange.commands import missions
from missions.authoring.exchange.pages import pages as exchange
from missions.authoring.pages import pages as authoring
from missions.authoring.paths.pages import pages as paths
from missions.home.pages import pages
from missions.jobs import open_missions
from missions.readers import reader

feature = Feature(
    name="missions",
    blueprints=(pages, authoring, exchange, paths),
    readers=(reader,),
    jobs=(open_missions,),
    schedules=(Schedule("missions.open", timedelta(minutes=30)),),
    commands=(missions,),
    navigation=(
        Entry("Accueil", "missions.home", "home", "home.see", place=10),
        Entry("Missions", "missions.every", "route", "missions.see", place=20),
        Entry("Missions", "authoring.every", "check", "missions.write", place=30, space="hr"),
        Entry("Parcours", "authoring_paths.every", "route", "missions.write", place=31, space="hr"),
    ),
)
