"""Runs Askbot for the tests, in its own Python, with members who are signed in, the first as a moderator: `run_askbot.py PORT NAME…`."""

import json
import sys

import django
from django.core.management import call_command
from django.core.servers.basehttp import run
from django.core.wsgi import get_wsgi_application

ENOUGH_TO_VOTE = 5_000


def sign_in(name):
    """A new member who may do all that members may: the address of their page, and the key of their session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    user = get_user_model().objects.create_user(name, f"{name}@rivage.example".replace(" ", "."))
    user.receive_reputation(ENOUGH_TO_VOTE)
    user.save()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return user.get_absolute_url(), session.session_key


def main(port, moderator, *names):
    django.setup()
    from django.contrib.auth import get_user_model

    call_command("migrate", run_syncdb=True, verbosity=0)
    keys = {name: sign_in(name) for name in (moderator, *names)}
    get_user_model().objects.get(username=moderator).set_status("m")
    print(json.dumps(keys), flush=True)
    run("127.0.0.1", int(port), get_wsgi_application(), threading=True)


main(*sys.argv[1:])
