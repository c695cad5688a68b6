"""What mentoring puts on a person's home page and on its own: what they are asked, then whom they meet."""

from __future__ import annotations

from app.web.manifest import HomeCard
from mentoring.pairs.queries import page
from mentoring.proposals.queries import unmatched, views

CARDS = (
    HomeCard("mentoring/proposal_card.html", views.list_open_proposals),
    HomeCard("mentoring/pair_card.html", page.list_pair_cards),
)

LEFT = HomeCard("mentoring/left_card.html", unmatched.list_unmatched_reasons)
"""Why nobody was found yet: on the page of mentoring alone, for nobody is to be reminded of it everywhere."""
