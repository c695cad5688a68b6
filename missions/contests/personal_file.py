"""What the file of a person's own data holds of the tables of contests; nothing of a result before it is announced."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from app.kernel.personal_file import (
    OF_OTHERS,
    OFFICE,
    Attribute,
    BelongsTo,
    FilePart,
    OwnTable,
    TableLeftOut,
    refer_to_owner,
)
from app.kernel.texts import N_
from missions.contests.ideas.models import ContestIdea, IdeaAdoption
from missions.contests.jury.models import JurySheet
from missions.contests.life.models import ContestObjection, ContestResult
from missions.contests.models import Contest, ContestParticipant
from missions.contests.payroll.models import PrizeExport
from missions.contests.prizes.models import ContestAlternate, ContestWin, PrizeHandOver, PrizeStockChange
from missions.contests.standings.models import ContestCount, ContestEntry, ContestStanding


def _refer_to_owner_once_announced(owner: Attribute, contest_id: Attribute) -> BelongsTo:
    announced = select(Contest.id).where(Contest.announced_at.is_not(None))

    def belongs_to(person_id: int) -> ColumnElement[bool]:
        return (owner == person_id) & contest_id.in_(announced)

    return belongs_to


def _refer_to_owner_by_contest(owner: Attribute, contest_id: Attribute) -> BelongsTo:
    """Keys that begin with the contest are looked up by those that the person joined."""

    def belongs_to(person_id: int) -> ColumnElement[bool]:
        joined = select(ContestParticipant.contest_id).where(ContestParticipant.person_id == person_id)
        return (owner == person_id) & contest_id.in_(joined)

    return belongs_to


_PLAYING: tuple[FilePart, ...] = (
    OwnTable(
        table=ContestParticipant,
        title=N_("Les concours où vous participez"),
        belongs_to=refer_to_owner(ContestParticipant.person_id),
    ),
    OwnTable(
        table=ContestStanding,
        title=N_("Votre score dans les concours"),
        belongs_to=_refer_to_owner_by_contest(ContestStanding.person_id, ContestStanding.contest_id),
    ),
    OwnTable(
        table=ContestCount,
        title=N_("Ce qui compte pour vous dans les concours"),
        belongs_to=_refer_to_owner_by_contest(ContestCount.person_id, ContestCount.contest_id),
    ),
    OwnTable(table=ContestIdea, title=N_("Vos idées"), belongs_to=refer_to_owner(ContestIdea.author_id)),
    OwnTable(
        table=IdeaAdoption,
        title=N_("Les idées que vous avez reprises"),
        belongs_to=refer_to_owner(IdeaAdoption.person_id),
    ),
    OwnTable(table=JurySheet, title=N_("Vos fiches de jury"), belongs_to=refer_to_owner(JurySheet.juror_id)),
)
_RESULTS: tuple[FilePart, ...] = (
    OwnTable(
        table=ContestEntry,
        title=N_("Votre entrée dans les résultats"),
        belongs_to=_refer_to_owner_once_announced(ContestEntry.person_id, ContestEntry.contest_id),
    ),
    OwnTable(
        table=ContestWin,
        title=N_("Les lots que vous avez gagnés"),
        belongs_to=_refer_to_owner_once_announced(ContestWin.person_id, ContestWin.contest_id),
        names=("handed_over_by_id",),
    ),
    OwnTable(
        table=ContestAlternate,
        title=N_("Les lots pour lesquels vous êtes suppléant"),
        belongs_to=_refer_to_owner_once_announced(ContestAlternate.person_id, ContestAlternate.contest_id),
    ),
    OwnTable(
        table=PrizeHandOver,
        title=N_("Les lots que vous avez reçus, pour la paie"),
        belongs_to=refer_to_owner(PrizeHandOver.person_id),
    ),
    OwnTable(
        table=ContestObjection,
        title=N_("Vos réclamations"),
        belongs_to=refer_to_owner(ContestObjection.person_id),
        withheld={"answered_by_id": OF_OTHERS},
    ),
)
_OFFICE: tuple[FilePart, ...] = (
    OwnTable(
        table=PrizeExport,
        title=N_("Les fichiers de lots que vous avez pris"),
        belongs_to=refer_to_owner(PrizeExport.exported_by_id),
    ),
    OwnTable(
        table=PrizeStockChange,
        title=N_("Les stocks de lots que vous avez changés"),
        belongs_to=refer_to_owner(PrizeStockChange.changed_by_id),
    ),
    TableLeftOut(table=ContestResult, title=N_("Les résultats que vous avez demandés"), reason=OFFICE),
)
PERSONAL_FILE = (*_PLAYING, *_RESULTS, *_OFFICE)
