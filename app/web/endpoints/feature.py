"""What the screens of webhooks plug in."""

from __future__ import annotations

from app.kernel.manifest import NavigationEntry
from app.kernel.texts import N_
from app.notices.kind import NoticeKind
from app.notices.manifest import NoticeFeature
from app.web.endpoints.pages import pages
from app.web.endpoints.readers import reader

DISABLED = NoticeKind(
    name="endpoint.disabled",
    sentence="An address of webhooks was disabled: it said that it is gone, or failed for five days.",
    title=N_("Une adresse de webhook est désactivée"),
    text=N_(
        "« %(url)s » ne reçoit plus rien : elle a répondu qu’elle n’existe plus, ou elle échoue depuis cinq jours. Sa page dit pourquoi et permet de la réactiver ; rien n’est perdu pendant trente jours."
    ),
    icon="alert-triangle",
    is_transactional=True,
    is_read_on_its_page=True,
)
"""It leaves by e-mail too: nobody looks at the page of an address that has worked for months."""

feature = NoticeFeature(
    name="endpoints",
    blueprints=(pages,),
    readers=(reader,),
    notices=(DISABLED,),
    navigation=(
        NavigationEntry("Webhooks", "endpoints.index", "external-link", "webhooks.manage", place=30, space="admin"),
    ),
)
