"""What holders show of their badges in the company's network: their choice alone for each term, and what machines read of it."""
