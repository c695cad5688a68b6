"""The pages of contests are valid HTML: those of players, of a jury and of HR, also when a form comes back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from missions.contests.ideas.service import send_idea
from missions.contests.life.service.cancel import cancel_contest
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_participants, make_terms
from tests.missions.contests.desk.test_desk import sign_in_hr
from tests.missions.contests.ideas.test_ideas import FORM
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_winner_ids,
    make_playable_terms,
    play_published,
    publish,
    run_clock,
)

WORDS = {"change_fr": "Plus de lots.", "change_en": "More prizes.", "prize_stock.0": "5"}


def test_every_page_of_contests_is_valid_html(
    bare_app: Flask, list_html_faults: Callable[[dict[str, str]], dict[str, list[str]]]
) -> None:
    with bare_app.app_context():
        player, *_ = play_published([1, 1, 1], make_playable_terms())
        publish(make_playable_terms("collective"), slug="groups")
        publish(make_playable_terms(), slug="cancelled")
        with transaction(), clock.freeze_at(OPENS_AT + HOUR):
            (juror,) = make_people(1)
            make_contest(make_terms("ranking"), slug="ranking")
            ideas = make_contest(make_terms("ideas", jury_ids=(juror,)), slug="ideas")
            make_participants(ideas, [player])
            idea = send_idea(ideas, player, FORM).id
            cancel_contest("cancelled", {"fr": "Annulé.", "en": "Cancelled."})
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(OPENS_AT - HOUR):
        amendment = "/hr/contests/groups/amendment"
        pages = {
            "amendment": hr.get(amendment).text,
            "refused amendment": send(hr, amendment, version="1").text,
            "difference": send(hr, amendment, version="1", do="preview", budget="999999", **WORDS).text,
            "refused stock": send(hr, "/hr/contests/groups/stock", prize="book", stock="x").text,
        }
    with bare_app.app_context():
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
        winner = list_winner_ids()[0] or 0
    won, judge = sign_in(bare_app.test_client(), winner), sign_in(bare_app.test_client(), juror)
    with clock.freeze_at(FINAL_AT + HOUR):
        paths = ("", "/groups", "/ranking", "/cancelled", "/ideas", "/ideas/ideas", f"/ideas/ideas/{idea}")
        end = ("", "/rules", "/results", "/why", "/prize", "/draw")
        pages |= {path: won.get(f"/contests{path}").text for path in paths}
        pages |= {f"useful{path}": won.get(f"/contests/useful{path}").text for path in end}
        pages |= {path: judge.get(f"/contests/ideas/jury{path}").text for path in ("", f"/{idea}")}
        desks = ("/hr/contests/useful", "/hr/contests/cancelled", "/hr/contests/useful/prizes-won", "/hr/contests")
        pages |= {path: hr.get(path).text for path in desks}

    assert [name for name, page in pages.items() if "pa-pagehead" not in page] == [], "An error page is valid too."
    assert list_html_faults(pages) == {}
