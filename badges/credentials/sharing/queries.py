"""The reads of public pages: the open one of a holder, and what it shows."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from app.kernel.errors import NotFound
from app.kernel.reading import read_value, write_for_driver
from app.people.merging.models import MergedPerson
from badges.credentials.models import BadgePage
from badges.credentials.sharing import statements
from badges.credentials.sharing.views import SharedAward, parse_shared_award
from badges.models import Award, Badge

_SHARED_AWARD = write_for_driver(statements.SHARED_AWARD)


class NoSuchPage(NotFound):
    """No page is open at that address, or its badge is not valid any more."""


def find_open_page(person_id: int, slug: str) -> BadgePage | None:
    """The page that a person opened for a badge, of whatever term."""
    pages = select(BadgePage).join(Award, Award.id == BadgePage.award_id).join(Badge, Badge.id == Award.badge_id)
    own = pages.where(Badge.slug == slug, Award.person_id == person_id)
    return session().scalar(own.order_by(BadgePage.opened_at.desc()))


def get_shared_award(token: str) -> SharedAward:
    """What the page at that address shows now; NoSuchPage when it was closed, or its holder left the company."""
    parameters = {"token": token, "now": clock.now(), "smallest": get_gate().smallest}
    content = read_value(_SHARED_AWARD, parameters)
    if content is None:
        raise NoSuchPage("No page is open at this address.")
    return parse_shared_award(content)


def get_valid_shared_award(token: str) -> SharedAward:
    """The same, for files, which are not given of a badge that was revoked or is over."""
    shared = get_shared_award(token)
    if not shared.is_valid:
        raise NoSuchPage("This badge is not valid any more.")
    return shared


def select_award_ids(person_id: int, slug: str) -> Select[int]:
    """The awards of that badge to that person, of all terms, held or not, and to whoever was merged into them."""
    merged = select(MergedPerson.person_id).where(MergedPerson.kept_id == person_id)
    own = or_(Award.person_id == person_id, Award.person_id.in_(merged))
    return select(Award.id).join(Badge, Badge.id == Award.badge_id).where(Badge.slug == slug, own)
