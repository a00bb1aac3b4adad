"""Fictional events to try the portal with, and registrations of the sample organizations."""

from seminars.samples.people import load_people_samples
from seminars.samples.rows import load_samples

__all__ = ["load_people_samples", "load_samples"]
