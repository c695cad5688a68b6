"""A real Askbot as judge: what is counted is what its own tables say, and a profile shows what its person agreed to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest

from app.kernel.application import Application
from tests.askbot.badges import BADGE, GivenBadge
from tests.askbot.company import OUTSIDE, UNMAPPED, count_here, count_in_forum, map_unknown_account
from tests.askbot.forum import Forum
from tests.askbot.members import ForumRefused
from tests.askbot.story import Story
from tests.server import serving
from tests.waiting import comes_true

pytestmark = pytest.mark.long


@dataclass
class LateAnswers:
    """Passerelle whose answers come late: it has taken in what was sent, and the sender does not know it."""

    application: Application
    took_in: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)

    def __call__(self, *request: Any) -> Any:
        answer = list(self.application.wsgi_app(*request))
        self.took_in.set()
        self.released.wait(60)
        return answer


def count_unsent(forum: Forum) -> int:
    """How many events wait in the outbox."""
    return len(forum.query("select 1 from askbot_activities_act where outcome = ''"))


def all_sent(forum: Forum) -> bool:
    """Whether nothing waits any more, within a time."""
    return comes_true(lambda: count_unsent(forum) == 0)


def test_what_is_counted_is_what_the_tables_of_the_forum_say(forum: Forum, company: Application) -> None:
    story = Story(forum)
    story.write_before_there_was_an_outbox(forum)
    sender = forum.start_command("send_activities")
    with serving(company, forum.passerelle_port):
        story.talk()
        assert all_sent(forum), forum.read_log()
        assert count_here(company) == count_in_forum(forum)

    story.change_their_minds()
    secret = story.ask_without_a_name()
    assert comes_true(lambda: "Not sent" in forum.read_log()), "The sender says that nobody answers."
    late = LateAnswers(company)
    with serving(late, forum.passerelle_port):
        assert late.took_in.wait(60)
        sender.kill()
        late.released.set()
    assert count_here(company) == count_in_forum(forum)
    assert count_unsent(forum) == 21, "They were taken in, and the forum does not know."

    story.block_somebody()
    assert {by for by, _ in count_in_forum(forum)["written"]} == {"ada", "Chloé Roux", "mod"}
    forum.start_command("send_activities")
    with serving(company, forum.passerelle_port):
        story.delete()
        assert all_sent(forum), forum.read_log()
        counted = count_here(company)
        assert counted == count_in_forum(forum)
    assert {name: len(counted[name]) for name in counted} == {"written": 14, "liked": 3, "accepted": 5}
    assert [by for by, _, _ in counted["accepted"] if by is None] == [None, None], (
        "An anonymous asker, and an outsider."
    )
    about_secret = forum.query(f"select event from askbot_activities_act where event like '%/post/{secret}\"%'")
    assert len(about_secret) == 2, "An answer and its acceptance are told, and the question is not."
    assert not any("Chlo" in event for (event,) in about_secret)
    assert map_unknown_account(company) == [UNMAPPED], "Nobody is no account that waits for somebody to map it."
    assert count_here(company) == count_in_forum(forum, without=(OUTSIDE,))
    outcomes = {outcome.split()[0] for (outcome,) in forum.query("select outcome from askbot_activities_act")}
    assert outcomes == {"accepted", "duplicate", "dropped"}, "Nothing is refused; what was sent again is a duplicate."


def test_an_act_and_its_event_are_kept_together_or_not_at_all(forum: Forum) -> None:
    ada, title = forum.members["ada"], "Est-ce que ceci est gardé ?"
    forum.query("alter table askbot_activities_act rename to away")
    try:
        with pytest.raises(ForumRefused, match="500"):
            ada.ask(title)
    finally:
        forum.query("alter table away rename to askbot_activities_act")
    assert forum.query(f"select 1 from askbot_thread where title = '{title}'") == []


def test_what_not_everybody_may_read_is_not_told_and_a_deleted_account_takes_its_acts_with_it(forum: Forum) -> None:
    verbs = {act: sorted(events) for act, events in forum.run_script("hide_in_askbot.py").items()}
    assert verbs == {
        "private question": [],
        "public question": ["Create"],
        "private answer": [],
        "vote on a private answer": [],
        "comment on a private answer": [],
        "waiting for a moderator": [],
        "let through": ["Create"],
        "account deleted": ["Delete"] * 5 + ["Undo"] * 3,
    }


def test_a_profile_shows_what_its_person_chose_to_show_and_no_longer_than_that(
    forum: Forum, signing_company: Application
) -> None:
    company = signing_company
    chloe, ada = forum.members["Chloé Roux"], forum.members["ada"]
    with company.app_context():
        badge = GivenBadge(f"http://127.0.0.1:{forum.port}/passerelle/webhook")
        badge.show("R0004")
    with serving(company, forum.passerelle_port), company.app_context():
        reading = forum.start_command("pull_badges")
        assert comes_true(lambda: BADGE in ada.read_profile(chloe)), forum.read_log()
        assert BADGE not in chloe.read_profile(ada), "It was given to her too, and she shows it to nobody."
        reading.kill()
        badge.show("ada")
        assert badge.send_forgery() == 401
        assert BADGE not in chloe.read_profile(ada)
        badge.revoke("R0004")
        assert BADGE in chloe.read_profile(ada), "The message wakes the forum, which asks for all that changed."
        assert BADGE not in ada.read_profile(chloe)
        forum.start_command("pull_badges")
        badge.show("ada", is_shown=False)
        assert comes_true(lambda: BADGE not in chloe.read_profile(ada)), forum.read_log()
        badge.show("ada")
        assert comes_true(lambda: BADGE in chloe.read_profile(ada))
        badge.restore_older_copy()
        assert comes_true(lambda: BADGE not in chloe.read_profile(ada)), "The older copy does not name it."
