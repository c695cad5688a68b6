"""The verbs of acting: tell what somebody did, and pass through the door of a mission's kind."""
