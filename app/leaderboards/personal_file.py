"""What the file of a person's own data holds of leaderboards: nothing, for they are made of points that it holds already."""

from __future__ import annotations

from app.kernel.personal_file import COPY, FilePart, TableLeftOut
from app.kernel.texts import N_
from app.leaderboards.models import Snapshot
from app.leaderboards.people.models import BoardChange
from app.leaderboards.running.models import CountedPerson, PersonTotal

PERSONAL_FILE: tuple[FilePart, ...] = (
    TableLeftOut(table=Snapshot, title=N_("Les classements publiés, où vous êtes si vous l’avez choisi"), reason=COPY),
    TableLeftOut(table=BoardChange, title=N_("Ce qui vous fait entrer dans un classement ou en sortir"), reason=COPY),
    TableLeftOut(table=PersonTotal, title=N_("Vos points d’une semaine ou d’un mois"), reason=COPY),
    TableLeftOut(table=CountedPerson, title=N_("L’équipe et le site pour lesquels vous êtes compté"), reason=COPY),
)
