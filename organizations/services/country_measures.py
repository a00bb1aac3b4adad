"""A measure for a whole country in one action, and its taking back: each as it was looked at, or not at all."""

from __future__ import annotations

from django.db import transaction

from countries.models import Country, CountryMeasure
from jitco_portal.common.history.context import because
from organizations.queries.country_measures import Effect, effect_of_recording, effect_of_taking_back


class EffectChanged(Exception):
    """Since it was looked at, the standing of some organization changed: what it does now stands in ``effect``."""

    def __init__(self, effect: Effect) -> None:
        super().__init__(effect)
        self.effect = effect


class AlreadyRecorded(Exception):
    """The same government's measure from the same day is held, for the same programme."""


class NoLongerThere(Exception):
    """Somebody took it back meanwhile."""


@transaction.atomic
def record_measure(*, measure: CountryMeasure, digest: str, why: str) -> CountryMeasure:
    """Write a measure whose effect was looked at; the row lock makes two who press the same button wait."""
    Country.objects.select_for_update().get(pk=measure.country_id)
    same = CountryMeasure.objects.filter(country=measure.country, programme=measure.programme, side=measure.side)
    if same.filter(from_on=measure.from_on).exists():
        raise AlreadyRecorded
    effect = effect_of_recording(measure=measure)
    if effect.digest != digest:
        raise EffectChanged(effect)
    with because(why):
        measure.save(force_insert=True)
    return measure


@transaction.atomic
def take_back_measure(*, measure: CountryMeasure, digest: str, why: str) -> None:
    """As if it had never been said; the history keeps it, and can bring it back."""
    Country.objects.select_for_update().get(pk=measure.country_id)
    held = CountryMeasure.objects.select_related("country", "programme").filter(pk=measure.pk).first()
    if held is None:
        raise NoLongerThere
    effect = effect_of_taking_back(measure=held)
    if effect.digest != digest:
        raise EffectChanged(effect)
    with because(why):
        held.delete()
