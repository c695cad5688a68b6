"""What the file of a person's own data holds of webhooks: nothing, for they say what it holds already."""

from __future__ import annotations

from app.kernel.personal_file import PASSING, FilePart, TableLeftOut
from app.kernel.texts import N_
from app.webhooks.models import Delivery

PERSONAL_FILE: tuple[FilePart, ...] = (
    TableLeftOut(
        table=Delivery,
        title=N_("Les messages aux systèmes de l’entreprise, effacés après trente jours"),
        reason=PASSING,
    ),
)
