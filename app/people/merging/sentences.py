"""What a merge says: its figures, what it means, and why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.messages import ErrorMessage

Figures = Mapping[str, int]
"""How much there is about a person: acts in the journal, names on networks, roles, and rows in all."""

SAME_PERSON = ErrorMessage("Choose two different people.", french="Choisissez deux personnes différentes.")
MERGED_CHANGED = ErrorMessage(
    "This account has changed since its figures were read.", french="Ce compte a changé depuis la lecture des chiffres."
)
MERGED_BEFORE = ErrorMessage(
    "{person} was merged into somebody else already.", french="{person} a déjà été fusionné avec quelqu’un d’autre."
)
OWN_ACCOUNT = ErrorMessage(
    "Somebody else must merge your own account: nobody gives themselves what another account may do.",
    french="Une autre personne doit fusionner votre compte : personne ne se donne ce qu’un autre compte peut faire.",
)
KEPT_HAS_LEFT = ErrorMessage(
    "{person} has left: keep the account that is here.", french="{person} est parti : gardez le compte présent."
)
FIGURES = {
    "acts": ErrorMessage(
        "Acts: {kept} and {merged} become {after}.", french="Actes : {kept} et {merged} deviennent {after}."
    ),
    "names": ErrorMessage(
        "Names on networks: {kept} and {merged} become {after}.",
        french="Noms sur les réseaux : {kept} et {merged} deviennent {after}.",
    ),
    "roles": ErrorMessage(
        "Roles: {kept} and {merged} become {after}.", french="Rôles : {kept} et {merged} deviennent {after}."
    ),
    "rows": ErrorMessage(
        "Lines in all: {kept} and {merged} become {after}, with the corrections that the merge writes.",
        french="Lignes en tout : {kept} et {merged} deviennent {after}, avec les corrections que la fusion écrit.",
    ),
}
CONSEQUENCES = (
    ErrorMessage(
        "Points, missions, badges and boards are counted again, as if one person had done all.",
        french="Points, missions, badges et classements sont recomptés, comme si une seule personne avait tout fait.",
    ),
    ErrorMessage(
        "Of two choices the stricter holds: a refusal, a block, a no to e-mails or to boards.",
        french="De deux choix, le plus strict vaut : un refus, un blocage, un non aux e-mails ou aux classements.",
    ),
    ErrorMessage(
        "The account that goes can no longer sign in; networks that use its names mean the one that stays.",
        french="Le compte qui disparaît ne se connecte plus ; les réseaux qui emploient ses noms désignent celui qui reste.",
    ),
    ErrorMessage("A merge is not undone.", french="Une fusion ne s’annule pas."),
)


@dataclass(frozen=True)
class MergeOutcome:
    """The figures of both people before a merge, and those of the kept one after it."""

    kept: Figures
    merged: Figures
    after: Figures

    def list_sentences(self) -> list[ErrorMessage]:
        """What a merge does, in figures, then what it means."""
        before = zip(FIGURES.items(), self.kept.values(), self.merged.values(), self.after.values(), strict=True)
        figures = [
            sentence.format(kept=kept, merged=merged, after=after) for (_, sentence), kept, merged, after in before
        ]
        return [*figures, *CONSEQUENCES]
