"""Over random histories the function and the annotation give one answer, for every organization and day.

A world of countries, offices, lists and organizations is drawn from a seed, with dates as inexact as
sources are and all of them within four months, so that edges meet often.
"""

import datetime
import os
import random
from collections import Counter

import pytest

from organizations.models import Organization
from organizations.models.verdicts import Reason
from organizations.queries.standing import history, load_facts
from organizations.queries.standing_annotation import with_standing
from tests.factories import (
    make_approval,
    make_counterpart,
    make_country,
    make_country_measure,
    make_list_edition,
    make_measure,
    make_moc,
    make_organization,
    make_programme,
)

FIRST = datetime.date(2024, 1, 1)
DAYS = 120
SEEDS = range(40) if os.environ.get("SOAK") else range(4)
COUNTRIES, ORGANIZATIONS, ASKED = 8, 6, 20


class Draw:
    """Random facts from one seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def chance(self, part):
        return self.random.random() < part

    def day(self, first=0, last=DAYS):
        return FIRST + datetime.timedelta(days=self.random.randint(first, last))

    def partial(self, first=0, last=DAYS):
        """A day in most cases, else its month or year."""
        text = str(self.day(first, last))
        return self.random.choices([text, text[:7], text[:4]], [6, 2, 1])[0]

    def period(self, first=0, last=DAYS):
        """A start and, in half of the cases, an end that does not surely lie before it."""
        start = self.partial(first, last)
        ends = [end for end in (self.partial() for _try in range(4)) if end >= start[: len(end)]]
        return start, (ends[0] if ends and self.chance(0.5) else "")

    def country(self, programme):
        country = make_country()
        if self.chance(0.8):
            state = self.random.choices(["signed", "inferred", "none_found"], [8, 1, 1])[0]
            dates = {"signed_on": ""}
            if state != "none_found":
                effective_on, ended_on = self.period(0, 40) if self.chance(0.7) else ("", "")
                signed_on = "" if self.chance(0.2) else "2023-12-01"
                refused = self.partial(0, 50) if self.chance(0.9) else ""
                dates = {
                    "signed_on": signed_on,
                    "effective_on": effective_on,
                    "ended_on": ended_on,
                    "others_refused_from": refused,
                }
            make_moc(country, programme, state=state, **dates)
        if self.chance(0.35):
            start, end = self.period(60, DAYS)
            measured = self.random.choice([None, programme])
            make_country_measure(country, programme=measured, from_on=start, until_on=end)
        return country

    def facts_of(self, organization, offices, programme):
        for office in offices:
            if self.chance(0.5):
                start, end = self.period(0, 60)
                stated = {"approved_from": start} if self.chance(0.5) else {"first_seen_on": start}
                confirmed_on = next(
                    (day for day in (self.partial() for _try in range(9)) if day >= start[: len(day)]), start
                )
                make_approval(organization, office, programme, approved_until=end, confirmed_on=confirmed_on, **stated)
        if self.chance(0.25):
            start, end = self.period()
            kind = self.random.choice(["suspension", "revocation", "warning"])
            make_measure(
                organization, kind=kind, from_on=start, until_on=end, programme=self.random.choice([None, programme])
            )

    def world(self):
        programme = make_programme(
            new_plans_from=FIRST + datetime.timedelta(days=5),
            new_plans_until=FIRST + datetime.timedelta(days=DAYS - 10),
        )
        countries = [self.country(programme) for _number in range(COUNTRIES)]
        for country in countries:
            offices = [
                make_counterpart(country, list_tolerance_days=self.random.choice([0, 15, 60]))
                for _office in range(self.random.choice([1, 1, 2]))
            ]
            organizations = [make_organization(country) for _organization in range(ORGANIZATIONS)]
            for organization in organizations:
                self.facts_of(organization, offices, programme)
            for office in offices:
                for published_on in {self.day() for _edition in range(self.random.randint(0, 5))}:
                    named = [organization for organization in organizations if self.chance(0.5)]
                    make_list_edition(
                        office, *named, programme=programme, published_on=published_on, is_complete=self.chance(0.7)
                    )
        return programme, countries


@pytest.mark.django_db
def test_function_and_database_agree_over_random_histories():
    seen = Counter()
    for seed in SEEDS:
        draw = Draw(seed)
        programme, countries = draw.world()
        facts = load_facts(Organization.objects.filter(country__in=countries))
        histories = {pk: history(own, programme) for pk, own in facts.items()}
        for day in sorted({draw.day(-3, DAYS + 3) for _asked in range(ASKED)}):
            asked = Organization.objects.filter(country__in=countries)
            for row in with_standing(asked, programme=programme, day=day):
                standing = facts[row.pk].standing_on(programme, day)
                assert (row.standing_reason, row.standing) == (standing.reason, standing.verdict), (seed, row, day)
                period = next(each for each in reversed(histories[row.pk]) if each.since is None or each.since <= day)
                assert period.standing.reason == standing.reason, (seed, row, day)
                seen[standing.reason] += 1

    # A drawing that never reaches a rule would prove nothing about it.
    assert {reason for reason in Reason if seen[reason] >= 5} == set(Reason)
