"""The screen of mail: whether it leaves, what did not in the last week, and a mail that IT sends to itself to see."""
