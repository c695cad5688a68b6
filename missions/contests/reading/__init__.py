"""Contests for machines: the list, one contest, and the files of its rules, as every colleague reads them."""
