"""The screens on which IT connects networks and sees how they are."""
