"""From made-up organizations to rows of the portal's own tables, written by COPY."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model

from countries.models import Counterpart, Country, Programme
from organizations.models import (
    Allowance,
    Approval,
    Fee,
    Operation,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Permit,
    Sanction,
    SendingOrganization,
    SupervisingOrganization,
)
from tests.bench.dataset import SOURCE, Made

# Far from what the portal's own data take.
FIRST_PK = 1_000_000
CHECKED_ON = datetime.date(2026, 11, 20)
SOURCED = {"source": SOURCE, "checked_on": CHECKED_ON}

Rows = dict[type[Model], list[Model]]


class Tables:
    """Makes the rows of an organization; knows the ids of countries, offices, programmes and operations."""

    def __init__(self) -> None:
        self.countries = dict(Country.objects.values_list("code", "pk"))
        self.programmes = dict(Programme.objects.values_list("code", "pk"))
        self.operations = list(Operation.objects.order_by("code").values_list("pk", flat=True))
        self.offices: dict[int, int] = {}
        for pk, country in Counterpart.objects.order_by("pk").values_list("pk", "country"):
            self.offices.setdefault(country, pk)

    def rows(self, organizations: Iterable[Made], *, with_history: bool = True) -> Rows:
        """Without history: names, addresses and numbers only."""
        rows: Rows = defaultdict(list)
        for made in organizations:
            self._organization(made, rows)
            (self._sending if made.is_sending else self._supervising)(made, rows, with_history)
        return rows

    def _organization(self, made: Made, rows: Rows) -> None:
        organization = Organization(
            pk=FIRST_PK + made.number,
            public_id=made.public_id,
            kind=Organization.Kind.SENDING if made.is_sending else Organization.Kind.SUPERVISING,
            country_id=self.countries[made.country] if made.is_sending else None,
            name_local=made.name.local,
            name_en=made.name.english,
            name_ja=made.name.japanese,
            name_kana=made.name.kana,
            short_name=made.name.short,
            address=made.address,
            address_ja=made.address_ja,
            phone=made.phone,
            website=made.website,
            languages=made.languages,
            **SOURCED,
        )
        organization.set_sort_keys()
        rows[Organization].append(organization)
        through: Any = Organization.operations.through
        for place in dict.fromkeys(place % len(self.operations) for place in made.operations):
            rows[through].append(through(organization_id=organization.pk, operation_id=self.operations[place]))

        if made.former_name:
            former = OrganizationName(
                organization_id=organization.pk, kind=OrganizationName.Kind.FORMER, name=made.former_name, **SOURCED
            )
            rows[OrganizationName].append(former)

    def _sending(self, made: Made, rows: Rows, with_history: bool) -> None:
        pk, office = FIRST_PK + made.number, self.offices[self.countries[made.country]]
        rows[SendingOrganization].append(
            SendingOrganization(
                organization_id=pk,
                licence_number=made.licence_number,
                has_office_in_japan=made.has_office_in_japan,
            )
        )
        if not with_history:
            return
        titp = self.programmes["titp"]
        for each in made.approvals:
            rows[Approval].append(
                Approval(
                    sending_organization_id=pk,
                    programme_id=self.programmes[each.programme],
                    issuer_id=office,
                    number=each.number,
                    approved_from=each.approved_from,
                    approved_until=each.approved_until,
                    first_seen_on="",
                    confirmed_on=each.confirmed_on,
                    source_on="",
                    **SOURCED,
                )
            )
        for begun, until in made.suspensions:
            rows[OrganizationMeasure].append(
                OrganizationMeasure(
                    sending_organization_id=pk,
                    kind="suspension",
                    side="sending",
                    from_on=begun,
                    until_on=until,
                    **SOURCED,
                )
            )
        if made.care_from:
            rows[Allowance].append(
                Allowance(
                    sending_organization_id=pk,
                    programme_id=titp,
                    operation_group="care",
                    issuer_id=office,
                    from_on=made.care_from,
                    confirmed_on=str(CHECKED_ON),
                    **SOURCED,
                )
            )
        if made.fee:
            rows[Fee].append(
                Fee(
                    organization_id=pk,
                    programme_id=titp,
                    payer="trainee",
                    subject="sending_fee",
                    term_years=3,
                    amount=made.fee,
                    currency="USD",
                    **SOURCED,
                )
            )

    def _supervising(self, made: Made, rows: Rows, with_history: bool) -> None:
        pk = FIRST_PK + made.number
        rows[SupervisingOrganization].append(SupervisingOrganization(organization_id=pk, prefecture=made.prefecture))
        through: Any = SupervisingOrganization.accepts_from.through
        for code in made.accepts_from:
            rows[through].append(through(supervisingorganization_id=pk, country_id=self.countries[code]))
        # A permit is a number: it belongs to what a search needs.
        for kind, number, begun, until in made.permits if with_history else made.permits[:1]:
            rows[Permit].append(
                Permit(
                    supervising_organization_id=pk,
                    programme_id=self.programmes["titp"],
                    kind=kind,
                    number=number,
                    valid_from=begun,
                    valid_until=until,
                    **SOURCED,
                )
            )
        if made.sanction and with_history:
            rows[Sanction].append(
                Sanction(supervising_organization_id=pk, kind="improvement", from_on=made.sanction, **SOURCED)
            )


def copy(rows: Rows) -> None:
    """Write them, in the order in which they were made: what others refer to comes first."""
    for model, instances in rows.items():
        fields = [field for field in model._meta.concrete_fields if not _is_given_by_the_database(field, instances[0])]
        values = attrgetter(*(field.attname for field in fields))
        columns = ", ".join(f'"{field.column}"' for field in fields)
        with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as out:
            for instance in instances:
                out.write_row(values(instance))


def _is_given_by_the_database(field: Field, instance: Model) -> bool:
    return isinstance(field, AutoField) and instance.pk is None
