#!/usr/bin/env bash
# askbot 0.13.0: some of what is taken back in the forum sends none of Askbot's signals, although there is a signal for it.
#
# Guess:     an app that counts accepted answers and votes listens to best_answer_accepted, best_answer_unaccepted and voted,
#            whose arguments say what happened and whether it was cancelled; so it hears of every change.
# Behaviour: when the asker accepts another answer, the one before loses its mark and only best_answer_accepted is sent, for the
#            new one. When a member presses the button of their vote again, the vote is deleted and nothing is sent; voted has an
#            argument `canceled` for that, which only code that calls upvote(cancel=True) sets. Whoever counts by these signals
#            keeps acceptances and votes that are gone. Django's own post_save and post_delete of Post and Vote hear both.
# Seen:      another answer is accepted: best_answer_accepted; saved or deleted: Post, Post
#            the vote is pressed again: nothing; saved or deleted: Vote, Post
set -euo pipefail
packages="$(cd "$(dirname "$0")" && pwd)/../tests/judges/askbot.txt"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$packages"
cd "$folder"
"$folder/venv/bin/askbot-setup" --noinput --root-directory agora --proj-name forum --db-engine sqlite --db-name "$folder/forum.db" \
  --admin-name admin --admin-email admin@forum.example --domain-name forum.example --language-code en --timezone UTC >/dev/null
cd agora
"$folder/venv/bin/python" -W ignore manage.py migrate --verbosity 0 2>/dev/null
cat >press.py <<'PY'
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "forum.settings"
import django

django.setup()
from askbot import signals
from askbot.models import Post, Vote
from django.contrib.auth.models import User
from django.db.models.signals import post_delete, post_save
from django.test import Client
from django.urls import reverse

ACCEPT, VOTE_FOR_ANSWER = "0", "5"
NAMES = ("best_answer_accepted", "best_answer_unaccepted", "voted")
sent, written = [], []
kept = [lambda *_, name=name, **__: sent.append(name) for name in NAMES]
for name, hear in zip(NAMES, kept, strict=True):
    getattr(signals, name).connect(hear)


def note(sender, **_):
    if sender in (Post, Vote):
        written.append(sender.__name__)


post_save.connect(note)
post_delete.connect(note)


def make_member(name):
    member = User.objects.create_user(name, f"{name}@forum.example")
    member.receive_reputation(5000)
    member.save()
    return member


def press(member, button, post):
    """What one press of a button on the question's page sends and writes."""
    browser = Client(headers={"host": "forum.example", "x-requested-with": "XMLHttpRequest"})
    browser.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    sent.clear()
    written.clear()
    answer = browser.post(reverse("vote"), {"type": button, "postId": post.pk}).json()
    assert answer["success"] == 1, answer
    return list(sent), list(written)


def show(title, outcome):
    print(f"{title}: {', '.join(outcome[0]) or 'nothing'}; saved or deleted: {', '.join(outcome[1])}")


ada, bea, cleo = map(make_member, ("ada", "bea", "cleo"))
question = ada.post_question("How is a table shared?", "I did not find it anywhere.", "help")
first, second = (member.post_answer(question, "By the menu at the top of it.") for member in (bea, cleo))
assert press(ada, ACCEPT, first)[0] == ["best_answer_accepted"]
changed = press(ada, ACCEPT, second)
assert list(Post.objects.filter(endorsed=True)) == [second]
assert press(ada, VOTE_FOR_ANSWER, first)[0] == ["voted"]
pressed = press(ada, VOTE_FOR_ANSWER, first)
assert not Vote.objects.exists()
show("another answer is accepted", changed)
show("the vote is pressed again", pressed)
assert changed[0] == ["best_answer_accepted"], "The answer before is announced now."
assert pressed[0] == [], "The end of a vote is announced now."
assert "Post" in changed[1] and "Vote" in pressed[1]
PY
"$folder/venv/bin/python" -W ignore press.py 2>/dev/null
