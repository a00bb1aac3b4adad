"""Fictional organizations with histories, so that every page, verdict and reason can be seen."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q

from jitco_portal.common.csv_tables.tables import By, LoadReport, Table, load_tables
from jitco_portal.common.days import today
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Fee,
    HomeLicence,
    ListEdition,
    ListEntry,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    Report,
    Sanction,
    SendingOrganization,
    SupervisingOrganization,
    TraineeFigure,
)
from organizations.samples import histories, profiles, supervising

SAMPLE = Q(is_sample=True)
OF_SAMPLE = Q(organization__is_sample=True)
OF_SENDING = Q(sending_organization__organization__is_sample=True)
OF_SUPERVISING = Q(supervising_organization__organization__is_sample=True)

PROGRAMME = {"programme": By("code")}
OFFICE = {"issuer": By("name_en", among=Q(country__is_sample=True))}
SENDING = {"sending_organization": By("organization__name_en", among=OF_SAMPLE)}
SUPERVISING = {"supervising_organization": By("organization__name_ja", among=OF_SAMPLE)}


def load_samples() -> list[LoadReport]:
    day = today()
    reports = load_tables([*_sending_tables(), *_supervising_tables()])
    reports += load_tables(
        [
            Table(
                ListEdition,
                ("issuer", "programme", "published_on"),
                list(histories.editions(day)),
                {**OFFICE, **PROGRAMME},
                held=Q(issuer__country__is_sample=True),
            ),
            _of_sending(
                Approval,
                ("programme", "issuer", "number"),
                histories.approvals(day),
                {**OFFICE, **PROGRAMME},
            ),
            _of_sending(HomeLicence, ("issuer", "number"), histories.home_licences(day), OFFICE),
            _of_sending(OrganizationMeasure, ("kind", "side", "text_en"), histories.measures(day), PROGRAMME),
            _of_sending(Report, ("said", "said_on"), histories.reports()),
            _of_sending(
                Allowance, ("programme", "operation_group"), histories.allowances(day), {**OFFICE, **PROGRAMME}
            ),
        ]
    )
    editions = ListEdition.objects.filter(issuer__country__is_sample=True).select_related("issuer", "programme")
    by_list = {(each.issuer.name_en, each.programme.code, each.published_on): each for each in editions}
    return reports + load_tables(
        [
            Table(
                ListEntry,
                ("edition", "sending_organization"),
                list(histories.entries(day, by_list)),
                SENDING,
                held=OF_SENDING,
            )
        ]
    )


def _sending_tables() -> list[Table]:
    is_sending = SAMPLE & Q(kind=Organization.Kind.SENDING)
    named = By("name_en", among=is_sending)
    sending = {"organization": By("organization__name_en", among=OF_SAMPLE)}
    return [
        Table(
            Organization,
            ("name_en",),
            list(profiles.organizations()),
            {"country": By("code"), "operations": By("code")},
            held=is_sending,
            fixed={"is_sample": True},
            without=("merged_into", "contact_member"),
        ),
        Table(
            Organization,
            ("name_en",),
            profiles.merged(),
            {"merged_into": named},
            held=is_sending & Q(name_en__in=[row["name_en"] for row in profiles.merged()]),
            only=("name_en", "merged_into"),
        ),
        Table(
            SendingOrganization, ("organization",), list(profiles.details()), {"organization": named}, held=OF_SAMPLE
        ),
        Table(
            OrganizationName,
            ("organization", "name"),
            list(profiles.further_names()),
            {"organization": named},
            held=OF_SAMPLE & Q(organization__kind=Organization.Kind.SENDING),
        ),
        Table(
            Fee,
            ("organization", "programme", "payer", "subject", "term_years"),
            list(profiles.fees()),
            {**sending, **PROGRAMME},
            held=Q(organization__organization__is_sample=True),
        ),
        Table(
            Article25Item,
            ("organization", "item"),
            list(profiles.article25_items()),
            sending,
            held=Q(organization__organization__is_sample=True),
        ),
        Table(
            TraineeFigure,
            ("organization", "programme", "operation", "year"),
            list(profiles.trainee_figures()),
            {"organization": named, "operation": By("code"), **PROGRAMME},
            held=OF_SAMPLE & Q(organization__kind=Organization.Kind.SENDING),
        ),
    ]


def _supervising_tables() -> list[Table]:
    is_supervising = SAMPLE & Q(kind=Organization.Kind.SUPERVISING)
    named = By("name_ja", among=is_supervising)
    return [
        Table(
            Organization,
            ("name_ja",),
            list(supervising.organizations()),
            {"operations": By("code")},
            held=is_supervising,
            fixed={"is_sample": True},
            without=("country", "merged_into", "contact_member"),
        ),
        Table(
            SupervisingOrganization,
            ("organization",),
            list(supervising.details()),
            {"organization": named, "accepts_from": By("code")},
            held=OF_SAMPLE,
        ),
        Table(
            Permit,
            ("supervising_organization", "programme", "number"),
            list(supervising.permits()),
            {**SUPERVISING, **PROGRAMME},
            held=OF_SUPERVISING,
        ),
        Table(
            Sanction,
            ("supervising_organization", "kind", "from_on"),
            list(supervising.sanctions()),
            SUPERVISING,
            held=OF_SUPERVISING,
        ),
        Table(
            Partnership,
            ("sending_organization", "supervising_organization", "from_on"),
            list(supervising.partnerships()),
            {**SENDING, **SUPERVISING},
            held=OF_SENDING & OF_SUPERVISING,
        ),
        Table(
            TraineeFigure,
            ("organization", "programme", "operation", "year"),
            list(supervising.trainee_figures()),
            {"organization": named, "operation": By("code"), **PROGRAMME},
            held=OF_SAMPLE & Q(organization__kind=Organization.Kind.SUPERVISING),
        ),
    ]


def _of_sending(
    model: type[Model],
    identity: tuple[str, ...],
    rows: Iterable[Mapping[str, Any]],
    references: Mapping[str, By] | None = None,
) -> Table:
    return Table(
        model, ("sending_organization", *identity), list(rows), {**SENDING, **(references or {})}, held=OF_SENDING
    )
