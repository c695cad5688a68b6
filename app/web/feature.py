"""What the shell plugs in: its files and pages, and the frame around everybody else's."""

from __future__ import annotations

from app.kernel.manifest import Feature
from app.web.pages import pages
from app.web.shell import set_up_page_shell

feature = Feature(name="web", blueprints=[pages], set_up=set_up_page_shell)
