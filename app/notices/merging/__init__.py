"""The notices and e-mails of two people who are merged."""
