"""The cards of mentoring on the home page and on its own page: open proposals, then pairs."""

from __future__ import annotations

from app.web.manifest import HomeCard
from mentoring.pairs.queries import page
from mentoring.proposals.queries import unmatched, views

CARDS = (
    HomeCard("mentoring/proposal_card.html", views.find_open_proposals_of_person),
    HomeCard("mentoring/pair_card.html", page.find_pair_cards),
)

UNMATCHED_CARD = HomeCard("mentoring/left_card.html", unmatched.find_unmatched_reasons_of_person)
"""The reasons of unmatched seniors, only on the page of mentoring, so that no other page reminds them."""
