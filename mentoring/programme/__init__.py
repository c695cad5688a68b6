"""What a programme's team and its sponsor see of a round: groups large enough that nobody can be read out of them."""
