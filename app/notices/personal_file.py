"""What the file of a person's own data holds of the tables of notices."""

from __future__ import annotations

from app.kernel.personal_file import SECRET, FilePart, OwnTable, refer_to_owner
from app.kernel.texts import N_
from app.notices.models import Mail, MailChoices, Notice

PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(table=Notice, title=N_("Vos notifications"), belongs_to=refer_to_owner(Notice.person_id)),
    OwnTable(table=Mail, title=N_("Les e-mails qui vous ont été envoyés"), belongs_to=refer_to_owner(Mail.person_id)),
    OwnTable(
        table=MailChoices,
        title=N_("Vos choix d’e-mail"),
        belongs_to=refer_to_owner(MailChoices.person_id),
        withheld={"token": SECRET},
    ),
)
