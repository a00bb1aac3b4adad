"""Two organizations that are one, with a row in every relation that leads to one."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from typing import Any

from organizations.models import DuplicatePair, Organization, Recheck, Role
from organizations.queries.merging.plan import blank_ones, plan_merge
from organizations.queries.merging.relations import registered_relations
from organizations.services import merging
from seminars.models import Group, TourStop
from tests import factories as make
from tests.materials import world as materials
from tests.organizations import desk_world
from tests.seminars import world as seminars

# What the portal writes beside a merge and what is computed from the rest.
DERIVED = {"TodaysStanding", "DuplicatePair", "Merge"}


class Two:
    """``kept`` and ``absorbed``, and what stands on both sides."""

    def __init__(self, kind: str) -> None:
        self.country = make.make_country(code="VN")
        self.office = make.make_counterpart(self.country)
        self.programme = make.make_programme()
        is_sending = kind == Organization.Kind.SENDING
        self.kept, self.absorbed = (
            make.make_organization(self.country, name_en=name) if is_sending else make.make_supervising(name_ja=name)
            for name in ("Lotus", "Lotus Co")
        )
        self.staff = make.make_staff(is_superuser=True)

    def pair(self) -> DuplicatePair:
        return DuplicatePair.objects.create(first=self.kept, second=self.absorbed, score=90, reasons=[{"code": "name"}])

    def merge(self, **values: Any):
        take = values.pop("take", blank_ones(kept=self.kept, absorbed=self.absorbed))
        plan = plan_merge(kept=self.kept, absorbed=self.absorbed, take=take)
        values = {"digest": plan.digest, "by": self.staff, "why": "The same office and licence.", **values}
        return merging.merge(kept=self.kept, absorbed=self.absorbed, take=take, **values)

    def plan(self):
        return plan_merge(kept=self.kept, absorbed=self.absorbed, take=())

    def both(self, maker: Callable[..., Any], *args: Any, **values: Any) -> list[Any]:
        return [maker(organization, *args, **values) for organization in (self.kept, self.absorbed)]

    def give_everything(self, organization: Organization) -> None:
        """A row of each relation to ``organization``; nothing that could meet what the other has."""
        year = 2020 + Organization.objects.filter(pk__lt=organization.pk).count()
        editor = make.make_membership(organization, role=Role.EDITOR).user
        organization.operations.add(make.make_operation(f"1-{year % 100}-1"))
        make.make_name(organization)
        make.make_trainee_figure(organization, year, self.programme)
        make.make_invitation(organization, invited_by=editor)
        make.make_claim(organization)
        make.make_application(organization=organization, found=organization)
        make.make_proposal(organization, editor, state="decided")
        make.make_shortlist_entry(
            make.make_shortlist(organization, created_by=editor), make.make_organization(self.country)
        )
        make.make_shortlist_entry(listed=organization)
        Recheck.objects.create(
            campaign=desk_world.make_campaign(country=None, kind=organization.kind), organization=organization
        )
        make.make_match_request(organization, created_by=editor, programme=self.programme)
        event = seminars.make_event()
        group = seminars.make_group(event, Group(organization.kind))
        seminars.make_registration(group, organization, by=editor)
        TourStop.objects.create(event=event, organization=organization, day=event.starts_at.date(), position=1)
        materials.make_enquiry(organization, by=editor)
        materials.make_order(organization, by=editor)
        older = make.make_organization(self.country) if organization.is_sending else make.make_supervising()
        Organization.objects.filter(pk=older.pk).update(merged_into=organization)
        if organization.is_sending:
            self._give_sending(organization, year)
        else:
            self._give_supervising(organization, year)

    def _give_sending(self, organization: Organization, year: int) -> None:
        make.make_candidate(organization=organization)
        make.make_article25_item(organization, year % 9 + 1)
        make.make_fee(organization, self.programme, amount=year)
        make.make_list_edition(
            self.office, organization, programme=self.programme, published_on=datetime.date(year, 1, 1)
        )
        day = {"approved_from": f"{year}-01-01", "approved_until": f"{year}-12-31", "confirmed_on": f"{year}-06-01"}
        make.make_approval(organization, self.office, self.programme, **day)
        make.make_measure(organization, from_on=f"{year}-02-01", until_on=f"{year}-03-01")
        make.make_allowance(organization, self.office, self.programme, confirmed_on=f"{year}-06-01")
        make.make_report(organization, source=f"News of {year}")
        make.make_home_licence(organization, self.office)
        make.make_partnership(organization, make.make_supervising())

    def _give_supervising(self, organization: Organization, year: int) -> None:
        request = make.make_match_request(make.make_organization(self.country), state="proposed")
        make.make_candidate(request, organization)
        make.make_confirmation("no_order", organization=organization)
        organization.supervising.accepts_from.add(make.make_country())
        days = {"valid_from": f"{year}-01-01", "valid_until": f"{year}-12-31"}
        make.make_permit(organization, self.programme, number=f"許{year}000144", **days)
        make.make_sanction(organization, from_on=f"{year}-05-01")
        make.make_partnership(make.make_organization(self.country), organization)


def two_of(two: Two, *, kept: Organization, absorbed: Organization) -> Two:
    """Others of the same world."""
    other = copy.copy(two)
    other.kept, other.absorbed = kept, absorbed
    return other


def everything() -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of every relation with all its values, and the organizations themselves."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for model in {relation.model for relation in registered_relations()}:
        if model.__name__ in DERIVED:
            continue
        for row in model._base_manager.values():
            key = row.get("id") or row.get("organization_id")
            # A time that the row gives itself at every write.
            found[model._meta.label, key] = {name: row[name] for name in row if name != "changed_at"}
    return found


def owned(organization: Organization) -> dict[tuple[str, str], set[int]]:
    """The rows that lead to it, by relation."""
    found = {}
    for relation in registered_relations():
        if relation.model.__name__ not in DERIVED and not (relation.is_derived and relation.column == "organization"):
            found[relation.place] = {row.pk for row in relation.rows_of(organization)}
    return found
