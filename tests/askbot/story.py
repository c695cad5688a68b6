"""What people do in the forum of the tests, through its pages."""

from __future__ import annotations

from tests.askbot.forum import Forum
from tests.askbot.members import ACCEPT, DISLIKE_ANSWER, LIKE_ANSWER, LIKE_QUESTION, REMOVE_ANSWER, REMOVE_QUESTION


class Story:
    """A moderator, three members, one who does not take part in Passerelle, and one whose account nobody there knows."""

    def __init__(self, forum: Forum) -> None:
        names = ("mod", "ada", "bea", "Chloé Roux", "dan", "Élie Blanc")
        self.mod, self.ada, self.bea, self.chloe, self.dan, self.elie = (forum.members[name] for name in names)

    def write_before_there_was_an_outbox(self, forum: Forum) -> None:
        """They ask, answer and accept, and nothing is told of it."""
        question = self.bea.ask("Comment poser une question ?")
        self.bea.press(ACCEPT, self.chloe.answer(question))
        forum.query("delete from askbot_activities_act")

    def talk(self) -> None:
        """They ask, answer, comment, vote and accept, and take some of it back."""
        question = self.ada.ask("Comment partager un tableau ?")
        by_bea, by_chloe, own = (person.answer(question) for person in (self.bea, self.chloe, self.ada))
        self.ada.press(ACCEPT, by_bea)
        self.chloe.press(LIKE_ANSWER, by_bea)
        self.chloe.press(LIKE_ANSWER, own)
        self.bea.press(LIKE_QUESTION, question)
        self.dan.press(LIKE_ANSWER, by_chloe)
        self.elie.press(LIKE_ANSWER, by_chloe)
        self.elie.answer(question)
        self.mod.press(DISLIKE_ANSWER, by_chloe)
        for _ in ("liked", "no longer"):
            self.ada.press(LIKE_ANSWER, by_chloe)
        self.ada.comment(by_bea)
        self.bea.delete_comment(self.bea.comment(question, "question"))

    def change_their_minds(self) -> None:
        """Other answers are accepted, also by the moderator in the asker's place, and one in the end not at all."""
        question = self.bea.ask("Où ranger les comptes rendus ?")
        by_ada, by_chloe = self.ada.answer(question), self.chloe.answer(question)
        self.bea.press(ACCEPT, by_ada)
        self.bea.press(ACCEPT, by_chloe)
        self.mod.press(ACCEPT, by_chloe)
        self.mod.press(ACCEPT, by_ada)
        given_up = self.chloe.ask("Comment annuler un envoi ?")
        by_bea = self.bea.answer(given_up)
        self.chloe.press(ACCEPT, by_bea)
        self.mod.press(ACCEPT, by_bea)

    def ask_without_a_name(self) -> int:
        """An anonymous question of Chloé's, whose number it is; one of somebody who does not take part; one's own answers accepted."""
        secret = self.chloe.ask("Comment refuser une réunion ?", ask_anonymously="on")
        by_ada = self.ada.answer(secret)
        self.chloe.answer(secret)
        self.chloe.press(ACCEPT, by_ada)
        outside = self.dan.ask("Qui tient le calendrier ?")
        self.dan.press(ACCEPT, self.ada.answer(outside))
        own = self.ada.ask("Quel est le plus court chemin ?")
        by_asker, by_mod = self.ada.answer(own), self.mod.answer(own)
        self.ada.press(ACCEPT, by_asker)
        self.mod.press(ACCEPT, by_mod)
        return secret

    def delete(self) -> None:
        """Accepted answers are deleted, and one of them is restored; a question is deleted."""
        for title, comes_back in (("Comment nommer un fichier ?", True), ("Comment imprimer ?", False)):
            question = self.chloe.ask(title)
            answer = self.ada.answer(question)
            self.chloe.press(ACCEPT, answer)
            self.mod.press(LIKE_ANSWER, answer)
            self.mod.press(REMOVE_ANSWER, answer)
            if comes_back:
                self.mod.press(REMOVE_ANSWER, answer)
        self.mod.press(REMOVE_QUESTION, self.ada.ask("Une question de trop ?"))

    def block_somebody(self) -> None:
        """The moderator blocks a member and deletes all that they wrote, by one statement that Askbot tells nobody of."""
        self.mod.block(self.bea)
