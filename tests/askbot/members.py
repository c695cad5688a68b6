"""People who use the Askbot of the tests through its pages, as a browser does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

ACCEPT, LIKE_QUESTION, LIKE_ANSWER, DISLIKE_ANSWER, REMOVE_QUESTION, REMOVE_ANSWER = "0", "1", "5", "6", "9", "10"
"""Numbers of what the buttons of a question's page ask for; a second press takes the first back."""
PROOF = "c" * 32
"""That a form came from one of Askbot's own pages."""


class ForumRefused(Exception):
    """The forum answered with an error."""


@dataclass(frozen=True)
class Answer:
    """What the forum said to one request."""

    status: int
    location: str
    text: str


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in."""

    port: int
    session: str
    page: str

    def call(self, method: str, path: str, form: Mapping[str, object] | None = None) -> Answer:
        """One request. ForumRefused."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": f"sessionid={self.session}; _csrf={PROOF}", "X-CSRFToken": PROOF}
        headers |= {"X-Requested-With": "XMLHttpRequest", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, quote(path, safe="/?=&#"), urlencode(form or {}), headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheader("Location", ""), response.read().decode())
        connection.close()
        if answer.status not in (200, 302):
            raise ForumRefused(f"{method} {path}: {answer.status} {answer.text[:500]}")
        return answer

    def ask(self, title: str, **more: object) -> int:
        """A new question: its number."""
        form = {"title": title, "text": f"{title} Je n’ai rien trouvé.", "tags": "aide"} | more
        return self._read_number(r"/question/(\d+)/", self.call("POST", "/questions/demander/", form))

    def answer(self, question: int, text: str = "Par le menu, tout en haut à gauche.") -> int:
        """A new answer: its number."""
        answer = self.call("POST", f"/s/questions/{question}/réponse/", {"text": text})
        return self._read_number(r"answer=(\d+)", answer)

    def comment(self, post: int, kind: str = "answer") -> int:
        """A new comment: its number."""
        form = {"post_type": kind, "post_id": post, "comment": "Merci, c’est bien cela.", "avatar_size": 48}
        comments = json.loads(self.call("POST", "/s/post_comments/", form).text)
        return int(max(comment["id"] for comment in comments))

    def press(self, button: str, post: int) -> None:
        """Press a button beside a post."""
        outcome = json.loads(self.call("POST", "/s/vote", {"type": button, "postId": post}).text)
        assert outcome["success"] == 1, outcome

    def delete_comment(self, comment: int) -> None:
        """Delete a comment, for good."""
        self.call("POST", "/s/comment/delete/", {"comment_id": comment, "avatar_size": 48})

    def block(self, other: Member) -> None:
        """Block somebody, and delete everything that they wrote."""
        form = {"change_status": "1", "user_status": "b", "delete_content": "true"}
        self.call("POST", f"{other.page}?sort=moderation", form)

    def read_profile(self, other: Member) -> str:
        """The page of somebody."""
        return self.call("GET", other.page).text

    @staticmethod
    def _read_number(pattern: str, answer: Answer) -> int:
        match = re.search(pattern, answer.location)
        assert match, answer
        return int(match[1])
