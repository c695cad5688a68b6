"""Every select of notices and mail, one file for each thing that is asked about."""
