"""The words of people's tables that several pages show: roles, what a token lets a machine do, and the columns that the audit log keeps."""

from __future__ import annotations

from app.kernel.audited import AuditedColumn
from app.kernel.texts import N_

ROLE_LABELS: dict[str, str] = {
    "ambassador": N_("Ambassadrice ou ambassadeur"),
    "animator": N_("Animation"),
    "hr": N_("Ressources humaines"),
    "representative": N_("Représentants du personnel et protection des données"),
    "payroll": N_("Paie"),
    "it": N_("Informatique"),
}

SCOPE_LABELS: dict[str, str] = {
    "activities:write": N_("Transmettre ce qui se passe sur le réseau"),
    "awards:read": N_("Lire les badges que leurs titulaires montrent sur le réseau"),
    "boards:read": N_("Lire les classements publiés de groupes"),
    "contests:read": N_("Lire les concours et leurs résultats, comme chaque collègue"),
    "webhooks:manage": N_("Inscrire des webhooks et renvoyer leurs messages"),
}

DAY_LABELS: dict[str, str] = {
    "1": N_("lundi"),
    "2": N_("mardi"),
    "3": N_("mercredi"),
    "4": N_("jeudi"),
    "5": N_("vendredi"),
    "6": N_("samedi"),
    "7": N_("dimanche"),
}
"""Days by their numbers in a site's working hours."""

GROUP_COLUMNS = {"name": N_("Nom du groupe"), "merged_into_id": N_("Réuni avec")}
SITE_COLUMNS: dict[str, str | AuditedColumn] = {
    "name": N_("Nom du groupe"),
    "region_id": N_("Région"),
    "time_zone": N_("Fuseau horaire"),
    "work_days": AuditedColumn(N_("Jours travaillés"), words=DAY_LABELS),
    "work_starts": AuditedColumn(N_("Début du travail"), is_minutes=True),
    "work_minutes": AuditedColumn(N_("Durée du travail"), is_minutes=True),
    "holidays": AuditedColumn(N_("Jours fériés"), words={"none": N_("aucun")}),
    "merged_into_id": N_("Réuni avec"),
}
TOKEN_COLUMNS: dict[str, str | AuditedColumn] = {
    "name": N_("Nom du jeton"),
    "source": N_("Signe ses activités"),
    "scopes": AuditedColumn(N_("Ce qu’il peut faire"), words=SCOPE_LABELS),
    "revoked_at": N_("Retiré"),
}
ALIAS_COLUMNS = {"source": N_("Réseau"), "person_id": N_("Personne"), "!name": N_("Compte sur le réseau")}
ROLE_COLUMNS: dict[str, str | AuditedColumn] = {
    "person_id": N_("Personne"),
    "role": AuditedColumn(N_("Rôle"), words=ROLE_LABELS),
}
