"""How a HumHub answers, by the shapes that its REST module writes."""
