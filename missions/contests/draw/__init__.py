"""The draw of a contest: frozen entries, a committed seed, an order that anybody can compute again, and everybody's chances."""
