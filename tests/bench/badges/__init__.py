"""What the group `badges` measures: judging, signing, the list of revoked ones, and the public page."""
