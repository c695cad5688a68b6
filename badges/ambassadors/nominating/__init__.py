"""A colleague proposes another with one sentence, which stays private until that one accepts."""
