"""What badges in the network plug in."""

from __future__ import annotations

from app.people.manifest import JoiningFeature
from badges.network.pages import pages
from badges.network.personal_file import PERSONAL_FILE
from badges.network.readers import reader
from badges.network.routes import awards, people
from badges.network.service import take_back_of_person

feature = JoiningFeature(
    name="network",
    personal_file=PERSONAL_FILE,
    apis=(awards, people),
    blueprints=(pages,),
    readers=(reader,),
    on_joining=(take_back_of_person,),
)
