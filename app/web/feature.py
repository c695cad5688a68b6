"""What the shell plugs in: its files and pages, and the frame around everybody else's."""

from __future__ import annotations

from app.web.cards import CELEBRATIONS_CARD
from app.web.manifest import HomeCardFeature
from app.web.pages import pages
from app.web.shell import set_up_page_shell

feature = HomeCardFeature(name="web", blueprints=[pages], cards=(CELEBRATIONS_CARD,), set_up=set_up_page_shell)
