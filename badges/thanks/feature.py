"""What thanks plug in."""

from __future__ import annotations

from app.kernel.manifest import NavigationEntry
from app.notices.digest import DigestSource
from app.web.manifest import HomeCardFeature
from badges.thanks.attaching.pages import pages as attaching
from badges.thanks.jobs import DUE_STEPS
from badges.thanks.keeping.pages import pages as keeping
from badges.thanks.merging.service import settle_thanks
from badges.thanks.merging.statements import MERGED_ROWS
from badges.thanks.notice import RECEIVED, list_thanks_news
from badges.thanks.pages import pages
from badges.thanks.personal_file import PERSONAL_FILE
from badges.thanks.practices.notices import ANSWERED, WISHED
from badges.thanks.practices.pages import pages as practices
from badges.thanks.quotes import notices as quotes
from badges.thanks.quotes.pages import pages as quote_pages
from badges.thanks.readers import reader
from badges.thanks.refusals.pages import pages as refusals
from badges.thanks.rings.pages import pages as rings
from badges.thanks.spaces import PARTS

feature = HomeCardFeature(
    on_person_merge=(settle_thanks,),
    merged_rows=MERGED_ROWS,
    name="thanks",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, attaching, keeping, practices, quote_pages, refusals, rings),
    readers=(reader,),
    notices=(RECEIVED, WISHED, ANSWERED, quotes.WISHED, quotes.AGREED),
    due_steps=DUE_STEPS,
    digests=(DigestSource("thanks", list_thanks_news),),
    emits=frozenset({"thanks.given", "activity.undone"}),
    space_parts=PARTS,
    navigation=(
        NavigationEntry("Merci", "thanks.index", "heart-handshake", "thanks.see", place=65),
        NavigationEntry(
            "Merci", "thanks_rings.index", "heart-handshake", "thanks.animate", place=40, space="animation"
        ),
    ),
)
