"""What missions plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.notices.digest import DigestSource
from app.web.manifest import WingFeature
from missions.acting.pages import pages as acting
from missions.authoring.exchange.commands import missions
from missions.authoring.exchange.pages import pages as exchange
from missions.authoring.pages import pages as authoring
from missions.authoring.paths.pages import pages as paths
from missions.home.pages import pages
from missions.home.queries import mission_news
from missions.jobs import open_missions
from missions.meetings.jobs import forget_codes
from missions.presence.pages import pages as presence
from missions.queries import titles_of
from missions.readers import reader
from missions.reference import KINDS_PAGE, PROGRAMME_FILE_PAGE
from missions.rehearsing.pages import pages as rehearsing
from missions.reviews.jobs import forget_evidence
from missions.reviews.notice import ACCEPTED, ASKED
from missions.reviews.pages import pages as reviews
from missions.why.pages import pages as why

feature = WingFeature(
    name="missions",
    blueprints=(pages, acting, authoring, exchange, paths, presence, rehearsing, reviews, why),
    commands=(missions,),
    reference=(KINDS_PAGE, PROGRAMME_FILE_PAGE),
    readers=(reader,),
    notices=(ACCEPTED, ASKED),
    object_titles={"mission": titles_of},
    digests=(DigestSource("missions", mission_news),),
    jobs=(open_missions, forget_codes, forget_evidence),
    schedules=(
        Schedule("missions.open", timedelta(minutes=30)),
        Schedule("meetings.forget", timedelta(hours=1)),
        Schedule("reviews.forget", timedelta(hours=1)),
    ),
    navigation=(
        NavigationEntry("Accueil", "missions.home", "home", "home.see", place=10),
        NavigationEntry("Missions", "missions.every", "route", "missions.see", place=20),
        NavigationEntry("Relectures", "reviews.queue", "eye", "evidence.review", place=30, space="animation"),
        NavigationEntry("Missions", "authoring.every", "check", "missions.write", place=10, space="hr"),
        NavigationEntry("Parcours", "authoring_paths.every", "route", "missions.write", place=11, space="hr"),
    ),
)
