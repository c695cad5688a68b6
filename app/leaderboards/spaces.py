"""What boards say in spaces: which are published, and which still prepare their first version."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from app.leaderboards.queries import list_current_boards


def list_board_counts() -> Iterator[SpaceLine]:
    """How many boards there are, and how many have no version yet."""
    boards, path = list_current_boards(), build_path("boards_authoring.index")
    unbuilt = sum(board.published_version == 0 for board in boards)
    yield SpaceLine(text=N_("Tableaux publiés"), figure=len(boards) - unbuilt, path=path)
    if unbuilt:
        yield SpaceLine(text=N_("Tableaux dont la première version se prépare"), figure=unbuilt, path=path)


def list_board_titles() -> Iterator[SpaceLine]:
    """Each board by its title, and what no board shows."""
    for board in list_current_boards():
        yield SpaceLine(text=N_("%(title)s"), params={"title": board.title})
    yield SpaceLine(
        text=N_("Une personne ne figure dans un classement que si elle l’a demandé, et sur un mois au plus.")
    )
    yield SpaceLine(
        text=N_(
            "Au-delà de la première moitié d’un classement, et des trois premières personnes, aucun rang n’est montré."
        )
    )


PARTS = (
    SpacePart("hr", "Tableaux", "boards.write", list_board_counts, place=40),
    SpacePart("transparency", "Tableaux", "transparency.see", list_board_titles, place=20),
)
