"""The same badges in the older form of Open Badges 2.0, which verifiers fetch from us."""
