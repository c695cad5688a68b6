"""Every select of pairs, one file for each thing that is asked about."""
