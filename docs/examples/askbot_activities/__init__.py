"""Tells Passerelle what people do in Askbot."""
