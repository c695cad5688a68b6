"""Measures progress from the facts, and appends a fact for each completion that appeared, moved or went."""
