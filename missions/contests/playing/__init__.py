"""The pages of those who play: every contest, one contest, and the way in and out."""
