"""Fictional materials with files of our own, and what the sample people do with them."""

from materials.samples.people import load_people_samples
from materials.samples.questions import load_figures, load_questions
from materials.samples.rows import load_samples

__all__ = ["load_figures", "load_people_samples", "load_questions", "load_samples"]
