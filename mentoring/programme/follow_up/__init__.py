"""The follow-up of a round: counts, regions, skills and results, in groups large enough that no person can be read out of them."""
