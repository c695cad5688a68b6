"""Boards of people: everyone in order, and a version that tells only who moved since an earlier one."""
