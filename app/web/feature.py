"""What the shell plugs in: its files and pages, the spaces of roles, and the frame around everybody else's."""

from __future__ import annotations

from app.kernel.manifest import NavigationEntry
from app.web.cards import CELEBRATIONS_CARD
from app.web.manifest import HomeCard, HomeCardFeature
from app.web.pages import pages
from app.web.programme.commands import programme_commands
from app.web.programme.pages import pages as programme
from app.web.programme.reference import PROGRAMME_FILE_PAGE
from app.web.shell import set_up_page_shell
from app.web.spaces.machines import PARTS
from app.web.spaces.overview import find_overviews_for_home
from app.web.spaces.pages import pages as spaces

feature = HomeCardFeature(
    name="web",
    blueprints=[pages, spaces, programme],
    commands=(programme_commands,),
    reference=(PROGRAMME_FILE_PAGE,),
    cards=(
        CELEBRATIONS_CARD,
        HomeCard("spaces/card.html", find_overviews_for_home),
    ),
    navigation=(
        NavigationEntry("Aperçu", "spaces.show_hr", "home", "hr.see", place=1, space="hr"),
        NavigationEntry("Importer, exporter", "programme.show", "refresh", "programme.write", place=90, space="hr"),
        NavigationEntry("Aperçu", "spaces.show_animation", "home", "animation.see", place=1, space="animation"),
        NavigationEntry("Aperçu", "spaces.show_admin", "home", "admin.see", place=1, space="admin"),
        NavigationEntry("Aperçu", "spaces.show_transparency", "eye", "transparency.see", place=1, space="transparency"),
        NavigationEntry("Aperçu", "spaces.show_payroll", "home", "payroll.see", place=1, space="payroll"),
    ),
    space_parts=PARTS,
    set_up=set_up_page_shell,
)
