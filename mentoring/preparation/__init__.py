"""Thirty minutes that a digital mentor reads before anybody is proposed: posture, first session, how to say no."""
