"""What matching costs and how near to the best it comes, beside the open peer and beside solving every pair."""
