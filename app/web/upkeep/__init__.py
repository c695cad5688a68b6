"""The screen on which IT has what follows from the facts made again."""
