"""Missions: invitations to act, the paths they stand on, and how far each person got."""
