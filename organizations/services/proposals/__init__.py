"""Proposing a change of a profile, deciding on it, and taking it back; one file per step."""
