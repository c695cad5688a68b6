"""The group `past`: what one more fact costs for people with a short past and with a long one."""
