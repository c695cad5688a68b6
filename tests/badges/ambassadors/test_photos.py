"""A photo is drawn anew, shown only beside an agreed name, and gone as soon as it is taken back."""

from __future__ import annotations

import resource
from functools import cache
from io import BytesIO

import pytest
from flask import Flask

from app.kernel.errors import Invalid, NotFound
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.participation import leave_game
from app.people.service.roles import give_role
from badges.ambassadors.publicity import drawing, queries, service
from badges.ambassadors.publicity.drawing import draw_photo_apart
from badges.ambassadors.publicity.photo import MOST_BYTES, NoPicture, draw_photo
from badges.ambassadors.service.ending import step_down
from tests.badges.ambassadors.candidates import make_ambassador
from tests.badges.ambassadors.pictures import JPEG_ON_ITS_SIDE, WEBP, list_chunks, make_deep_png, make_png, read_size
from tests.forms import sign_in, token_of

PNG = make_png(60, 40)
BROKEN = {
    "nothing": b"",
    "a text": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "the head of a PNG": PNG[:20],
    "half of a PNG": PNG[: len(PNG) // 2],
    "half of a JPEG": JPEG_ON_ITS_SIDE[:200],
    "a JPEG without a size": b"\xff\xd8\xff\xe0\x00\x04ab\x00",
    "half of a WebP": WEBP[:40],
    "a WebP that moves": b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02" + bytes(9),
    "more pixels than are drawn": make_png(1, 5_001, said_width=5_000),
    "a strip": make_png(401, 100),
    "a pole": make_png(100, 401),
    **{
        f"a JPEG that says another size after the marker {marker:x}": JPEG_ON_ITS_SIDE[:2]
        + bytes((0xFF, marker, 0, 11, 8, 0, 10, 0, 10, 1, 1, 0x11, 0))
        + JPEG_ON_ITS_SIDE[2:]
        for marker in (0xC0, 0xC3, 0xC9, 0xCF, 0xD0, 0x01)
    },
}


@pytest.mark.parametrize("content", [PNG, JPEG_ON_ITS_SIDE, WEBP], ids=["png", "jpeg", "webp"])
def test_a_photo_is_kept_as_a_square_without_what_else_its_file_has(content: bytes) -> None:
    drawn = draw_photo(content)
    assert read_size(drawn) == (512, 512)
    assert list_chunks(drawn) <= {b"IHDR", b"IDAT", b"IEND", b"pHYs"}
    assert b"Where it was taken" not in drawn


@cache
def make_largest_picture() -> bytes:
    """As many pixels as are taken, as long as is taken, and as deep as there are."""
    return make_deep_png(2_500, 10_000)


def test_the_largest_picture_is_drawn_in_another_process_and_leaves_no_memory_behind() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    picture = make_largest_picture()
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_size(draw_photo_apart(picture)) == (512, 512)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - made < 20_000, (before, made)


@pytest.mark.parametrize(("limit", "value"), [("MOST_MEMORY", 200_000_000), ("MOST_SECONDS", 0.001)])
def test_a_picture_that_needs_too_much_memory_or_time_is_refused(
    limit: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, limit, value)
    with pytest.raises(NoPicture):
        draw_photo_apart(make_largest_picture())


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        draw_photo(content)


def test_a_refused_file_leaves_the_photo_that_was_kept(people: list[int]) -> None:
    ada = make_ambassador(people)
    with transaction():
        service.keep_photo(ada, PNG)
    for content in (b"", b"x" * (MOST_BYTES + 1), b"no picture"):
        with pytest.raises(Invalid) as refused, transaction():
            service.keep_photo(ada, content)
        assert [error.pointer for error in refused.value.errors] == ["/photo"]
    for content in (PNG, b"no picture"):
        with pytest.raises(NotFound), transaction():
            service.keep_photo(people[1], content)
    with transaction():
        assert (queries.has_photo(ada), queries.has_photo(people[1])) == (True, False)


@pytest.mark.parametrize("end", ["withdraws", "hides the name", "steps down", "leaves"])
def test_a_photo_is_shown_beside_an_agreed_name_and_gone_at_once(people: list[int], end: str) -> None:
    ada = make_ambassador(people)
    with transaction():
        service.keep_photo(ada, PNG)
        with pytest.raises(NotFound):
            queries.get_shown_photo(ada)
        service.choose_publicity(ada, shows_name=True, sentence="")
        assert [each.has_photo for each in queries.list_shown_ambassadors()] == [True]
        assert read_size(queries.get_shown_photo(ada)) == (512, 512)
    with transaction():
        if end == "withdraws":
            service.withdraw_photo(ada)
        elif end == "hides the name":
            service.choose_publicity(ada, shows_name=False, sentence="")
        elif end == "steps down":
            step_down(ada)
        else:
            leave_game(get_person(ada))
    with pytest.raises(NotFound), transaction():
        queries.get_shown_photo(ada)
    with transaction():
        assert [each.has_photo for each in queries.list_shown_ambassadors()] in ([], [False])


def test_an_ambassador_sends_a_photo_and_hr_takes_it(people: list[int], bare_app: Flask) -> None:
    ada = make_ambassador(people)
    with transaction():
        give_role(get_person(ada), HR)
        service.choose_publicity(ada, shows_name=True, sentence="")
    client = sign_in(bare_app.test_client(), ada)
    answers = []
    for content in (b"no picture", PNG):
        form = {"csrf_token": token_of(client), "photo": (BytesIO(content), "me.png")}
        answers.append(client.post("/ambassadors/publicity/photo", data=form, headers={"Accept": "text/html"}))
    assert [answer.status_code for answer in answers] == [422, 303]
    assert 'id="f-photo-error"' in answers[0].text
    assert f'src="/hr/ambassadors/{ada}/photo.png"' in client.get("/hr/ambassadors").text
    for address in ("/ambassadors/publicity/photo.png", f"/hr/ambassadors/{ada}/photo.png"):
        picture = client.get(address)
        assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/png", "no-store")
