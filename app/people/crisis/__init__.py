"""The crisis switch: a sober pause of games, celebrations, digests and nudges, for all or for one site."""
