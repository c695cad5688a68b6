"""The rights of an ambassador who gave no sign for a year rest, and wake by a press or by the next sign."""
