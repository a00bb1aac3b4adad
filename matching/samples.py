"""What a trial of a match-up needs: confirmations that nothing stands against it, and two requests to begin from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from countries.models import Programme
from countries.samples import SOURCE, open_programmes
from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from jitco_portal.common.days import today
from jitco_portal.common.models import User
from matching.models import Confirmation, MatchRequest
from matching.services import requests, review
from organizations.models import Operation, Organization
from organizations.queries.acting import acts_for
from organizations.samples.supervising import SANCTIONS, UNIONS, name_of

SUPERVISING = Q(is_sample=True, kind=Organization.Kind.SUPERVISING)
NO_ORDER = Q(subject=Confirmation.Subject.NO_ORDER)
# Of whom nobody has asked yet; and those whom something was ordered say nothing.
NOT_ASKED = {"たいよう", *(name for name, *_rest in SANCTIONS)}
VALID_FOR = datetime.timedelta(days=120)


def load_samples() -> list[LoadReport]:
    held = Q(organization__is_sample=True) & NO_ORDER
    return load_tables(
        [
            Table(
                Confirmation,
                ("subject", "organization"),
                list(_confirmations(today())),
                {"organization": By("name_ja", among=SUPERVISING)},
                held=held & Q(source=SOURCE["source"]),
                without=("country", "programme"),
            )
        ]
    )


def _confirmations(day: datetime.date) -> Iterator[dict[str, Any]]:
    """Confirmed anew by each load, unless somebody at the desk wrote down the same for the day."""
    of_the_day = Confirmation.objects.filter(NO_ORDER, confirmed_on=day).exclude(source=SOURCE["source"])
    written = set(of_the_day.values_list("organization__name_ja", flat=True))
    for name, *_rest in UNIONS:
        if name not in NOT_ASKED and name_of(name) not in written:
            yield {
                "subject": Confirmation.Subject.NO_ORDER,
                "organization": name_of(name),
                "confirmed_on": day,
                **SOURCE,
                "checked_on": day,
            }


# Of the sample people ---------------------------------------------------------------------------------


def load_people_samples() -> list[LoadReport]:
    """A wish of Sakura on the public board, and a draft of Asahi; once, whatever became of them."""
    report = LoadReport(str(MatchRequest._meta.verbose_name_plural))
    for word, make in (("Sakura", _wish), ("Asahi", _draft)):
        organization = Organization.objects.filter(SUPERVISING, short_name=f"{word} (sample)").first()
        person = User.objects.filter(email=f"{word.lower()}.editor@example.org", is_active=True).first()
        if organization is None or person is None or not acts_for(organization.pk, user=person):
            continue
        # The history too: a draft that was deleted is not written again.
        if MatchRequest.pgh_event_model.objects.filter(organization=organization).exists():  # type: ignore[attr-defined]
            report.unchanged += 1
            continue
        make(organization, person)
        report.added += 1
    return [report]


def _wish(organization: Organization, person: User) -> None:
    request = _begun(
        organization,
        person,
        ["4-9-1"],
        people=8,
        japanese_level=MatchRequest.Level.N4,
        training_hours=320,
        training_wishes="衛生管理の基礎と、作業で使う日本語を学んでいること（見本）。",
        conditions="京都府内の食品工場、寮あり（見本）。",
        is_on_board=True,
    )
    requests.submit(request=request, by=person)
    review.take_up(request=request)


def _draft(organization: Organization, person: User) -> None:
    _begun(
        organization,
        person,
        ["7-12-1"],
        people=4,
        japanese_level=MatchRequest.Level.N4,
        training_wishes="清掃用具の名前を日本語で覚えていること（見本）。",
        conditions="東京都内のビル清掃、寮あり（見本）。",
    )


def _begun(organization: Organization, person: User, operations: Iterable[str], **values: Any) -> MatchRequest:
    """A draft that says all that is needed, valid from today on."""
    day = today()
    request = requests.begin_request(organization=organization, by=person)
    request.programme = Programme.objects.get(code=open_programmes(day)[-1])
    request.valid_until = day + VALID_FOR
    request.languages = ["ja", "en"]
    for name, value in values.items():
        setattr(request, name, value)
    request.save()
    request.countries.set(organization.supervising.accepts_from.filter(code="XS"))
    request.operations.set(Operation.objects.filter(code__in=operations))
    return request
