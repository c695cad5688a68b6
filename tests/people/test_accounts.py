"""Passwords and roles: refused alike whatever the reason, given and taken at once."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from argon2 import PasswordHasher
from flask import Flask
from redis import Redis

from app.kernel.database import session
from app.kernel.limits import TooManyTries
from app.people.accounts import queries as accounts
from app.people.accounts.passwords import MIN_LENGTH
from app.people.accounts.service import sign_in as door
from app.people.accounts.service.sign_in import SignInRefused, WeakPassword, authenticate_person, set_password
from app.people.models import Person
from app.people.roles import AMBASSADOR, MANAGER, PERSON
from app.people.service.roles import NoSuchRole, give_role, take_role_back
from tests.makers import make_people, record_departure

SECRET = "une phrase assez longue"


def test_the_right_password_opens_in_whichever_case_the_e_mail_is_typed(ada: Person) -> None:
    set_password(ada, SECRET)
    session().flush()
    assert authenticate_person(f"  {ada.email.upper()} ", SECRET) is ada


def test_a_wrong_password_a_stranger_and_somebody_without_password_are_refused_alike(ada: Person) -> None:
    (without,) = make_people(1)
    set_password(ada, SECRET)
    session().flush()
    refusals = set()
    for email in (ada.email, "stranger@example.org", session().get_one(Person, without).email):
        with pytest.raises(SignInRefused) as refused:
            authenticate_person(email, "not this one, certainly")
        refusals.add(refused.value.detail)
    assert len(refusals) == 1


def test_a_stranger_costs_as_much_work_as_a_colleague(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    set_password(ada, SECRET)
    session().flush()
    verified: list[str] = []
    verify = PasswordHasher.verify

    def verify_and_record(self: PasswordHasher, kept: str, password: str) -> bool:
        verified.append(kept)
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify_and_record)
    for email in (ada.email, "stranger@example.org"):
        with pytest.raises(SignInRefused):
            authenticate_person(email, "not this one, certainly")
    kept_parameters = {kept.rpartition("$")[0].rpartition("$")[0] for kept in verified}
    assert len(verified) == 2
    assert len(kept_parameters) == 1


def test_whoever_left_cannot_sign_in(ada: Person) -> None:
    set_password(ada, SECRET)
    record_departure(ada, date(2026, 3, 2))
    session().flush()
    with pytest.raises(SignInRefused):
        authenticate_person(ada.email, SECRET)


def test_guessing_is_slowed_down_and_the_wait_is_short(ada: Person) -> None:
    set_password(ada, SECRET)
    session().flush()
    for _ in range(5):
        with pytest.raises(SignInRefused):
            authenticate_person(ada.email, "not this one, certainly", address="192.0.2.1")
    with pytest.raises(TooManyTries) as refused:
        authenticate_person(ada.email, SECRET, address="192.0.2.1")
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 60


def test_guesses_from_elsewhere_do_not_lock_a_colleague_out(ada: Person) -> None:
    set_password(ada, SECRET)
    session().flush()
    for _ in range(6):
        with pytest.raises((SignInRefused, TooManyTries)):
            authenticate_person(ada.email, "not this one, certainly", address="192.0.2.66")
    assert authenticate_person(ada.email, SECRET, address="192.0.2.1") is ada


def test_signing_in_gives_all_tries_back(ada: Person) -> None:
    set_password(ada, SECRET)
    session().flush()
    for _ in range(3):
        for _ in range(3):
            with pytest.raises(SignInRefused):
                authenticate_person(ada.email, "not this one, certainly")
        assert authenticate_person(ada.email, SECRET) is ada


def test_one_address_cannot_try_every_colleague(inside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "OF_ONE_ADDRESS", replace(door.OF_ONE_ADDRESS, most=2))
    for number in range(2):
        with pytest.raises(SignInRefused):
            authenticate_person(f"{number}@example.org", "", address="192.0.2.66")
    with pytest.raises(TooManyTries):
        authenticate_person("2@example.org", "", address="192.0.2.66")


def test_while_redis_is_away_the_door_stays_open(app: Flask, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    set_password(ada, SECRET)
    session().flush()
    monkeypatch.setitem(app.extensions, "redis", Redis.from_url("unix:///nowhere/redis.sock"))
    assert authenticate_person(ada.email, SECRET) is ada


def test_an_older_hash_is_renewed_at_sign_in(ada: Person) -> None:
    ada.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(SECRET)
    before = ada.password_hash
    session().flush()
    authenticate_person(ada.email, SECRET)
    assert ada.password_hash != before
    assert authenticate_person(ada.email, SECRET) is ada


def test_a_new_password_ends_the_sessions_opened_before(ada: Person) -> None:
    version = ada.session_version
    set_password(ada, SECRET)
    assert ada.session_version == version + 1


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("la crème brûlée", unicodedata.normalize("NFD", "la crème brûlée")),
        (unicodedata.normalize("NFD", "la crème brûlée"), "la crème brûlée"),
        ("la\u00a0crème brûlée", "la crème\u202fbrûlée"),
    ],
)
def test_a_password_is_the_same_on_every_keyboard(ada: Person, kept: str, typed: str) -> None:
    set_password(ada, kept)
    session().flush()
    assert authenticate_person(ada.email, typed) is ada
    with pytest.raises(SignInRefused):
        authenticate_person(ada.email, "la creme brulee")


def test_a_password_that_was_kept_as_typed_still_opens_and_is_kept_composed_then(ada: Person) -> None:
    typed = unicodedata.normalize("NFD", "la crème brûlée")
    ada.password_hash = PasswordHasher().hash(typed)
    session().flush()
    assert authenticate_person(ada.email, typed) is ada
    assert authenticate_person(ada.email, "la crème brûlée") is ada


@pytest.mark.parametrize("password", ["x" * (MIN_LENGTH - 1), "x" * 201])
def test_a_password_of_the_wrong_length_is_refused(ada: Person, password: str) -> None:
    with pytest.raises(WeakPassword):
        set_password(ada, password)
    assert ada.password_hash is None


def test_a_role_is_given_and_taken_as_often_as_one_likes(ada: Person) -> None:
    for _ in range(2):
        give_role(ada, AMBASSADOR)
    account = accounts.find_account_of_sign_in_session(ada.id)
    assert account is not None
    assert account.roles == [AMBASSADOR]
    for _ in range(2):
        take_role_back(ada, AMBASSADOR)
    account = accounts.find_account_of_sign_in_session(ada.id)
    assert account is not None
    assert account.roles == []


@pytest.mark.parametrize("role", [PERSON, MANAGER, "king"])
def test_a_role_that_follows_from_something_else_is_not_given(ada: Person, role: str) -> None:
    with pytest.raises(NoSuchRole):
        give_role(ada, role)


def test_a_manager_is_whoever_somebody_still_here_reports_to(ada: Person) -> None:
    (report_id,) = make_people(1)
    report = session().get_one(Person, report_id)
    report.manager_id = ada.id
    session().flush()
    account = accounts.find_account_of_sign_in_session(ada.id)
    assert account is not None
    assert account.manages
    record_departure(report, date(2026, 3, 2))
    session().flush()
    account = accounts.find_account_of_sign_in_session(ada.id)
    assert account is not None
    assert not account.manages
