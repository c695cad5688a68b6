"""The network of the demo: one page that stands for the company's social network, and pushes what is done on it."""
