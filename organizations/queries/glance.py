"""The facts of a profile as names and values, for the lists of a page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jitco_portal.common.templatetags.portal import money, number
from organizations.languages import language_name
from organizations.models import Fee, Organization
from organizations.models.verdicts import Verdict
from organizations.prefectures import prefecture_name
from organizations.queries.profiles import MAIN_PROGRAMME, SendingProfile, SupervisingProfile

Fact = dict[str, Any]


def sending_glance(*, profile: SendingProfile) -> list[Fact]:
    """Eight facts that people ask for first."""
    organization, details = profile.organization, profile.organization.sending
    return [
        {"name": _("Country"), "value": organization.country.name, "url": organization.country.get_absolute_url()},
        {"name": _("Approved by"), "value": _approved_by(profile)},
        {"name": _("Operations"), "value": _joined([group.category for group in profile.work])},
        {"name": _("Languages"), "value": _languages(organization)},
        {"name": _("Training before departure"), "value": _hours(details.training_hours)},
        {"name": _("Fee to the trainee, 3 years"), "value": _trainee_fee(profile)},
        {"name": _("People sent, last year held"), "value": _last_figure(profile)},
        {"name": _("Office in Japan"), "value": _yes_no(details.has_office_in_japan)},
    ]


def training_facts(*, profile: SendingProfile) -> list[Fact]:
    """What is known of the training; empty where nothing is, so that a page need not say so eight times."""
    organization, details = profile.organization, profile.organization.sending
    facts = [
        {"name": _("Training centre"), "value": details.training_centre},
        {"name": _("Hours before departure"), "value": number(details.training_hours)},
        {"name": _("People trained at one time"), "value": number(details.training_capacity)},
        {"name": _("Teachers of Japanese"), "value": number(details.teachers)},
        {"name": _("Of them native speakers"), "value": number(details.native_teachers)},
        {"name": _("Staff who speak Japanese"), "value": number(details.japanese_speaking_staff)},
        {"name": _("Languages spoken"), "value": _languages(organization)},
        {"name": _("Support for returnees"), "value": details.returnee_support},
    ]
    return facts if any(fact["value"] for fact in facts) else []


def sending_offices(*, profile: SendingProfile) -> list[Fact]:
    details = profile.organization.sending
    return [
        *_offices(profile.organization),
        {"name": _("Office in Japan"), "value": details.office_in_japan or _yes_no(details.has_office_in_japan)},
        *_held({"name": _("Licence at home"), "value": _joined(_licence_numbers(profile))}),
        *_held({"name": _("Founded in"), "value": str(details.founded_year or "")}),
    ]


def _licence_numbers(profile: SendingProfile) -> list[str]:
    """As lists say it; else as the profile does."""
    listed = [each.number for each in profile.licences if each.number]
    return list(dict.fromkeys(listed or [profile.organization.sending.licence_number]))


def supervising_glance(*, profile: SupervisingProfile) -> list[Fact]:
    organization, details = profile.organization, profile.organization.supervising
    permit = profile.permits[0].permit if profile.permits else None
    language = "name_ja" if get_language() == "ja" else "name_en"
    return [
        {"name": _("Prefecture"), "value": prefecture_name(details.prefecture, get_language() or "")},
        {"name": _("Permit"), "value": permit.get_kind_display() if permit else ""},
        {"name": _("Permit number"), "value": permit.number if permit else ""},
        {
            "name": _("Accepts from"),
            "value": _joined([each[language] or each["name_en"] for each in profile.accepts_from]),
        },
        {"name": _("Languages of its advisers"), "value": _languages(organization)},
        {"name": _("JITCO supporting member"), "value": _yes_no(details.supporting_member)},
        {"name": _("Operations"), "value": _joined([group.category for group in profile.work])},
        {"name": _("Partners recorded"), "value": number(len(profile.partners)) if profile.partners else ""},
    ]


def supervising_offices(*, profile: SupervisingProfile) -> list[Fact]:
    return _offices(profile.organization)


def _offices(organization: Organization) -> list[Fact]:
    japanese = get_language() == "ja"
    address = organization.address_ja or organization.address
    if not japanese:
        address = organization.address or organization.address_ja
    return [
        {"name": _("Address"), "value": address},
        {"name": _("Telephone"), "value": organization.phone},
        {"name": _("Web site"), "value": organization.website, "url": organization.website},
    ]


def _held(fact: Fact) -> list[Fact]:
    """The fact where it is known: of lesser ones nobody needs to read that they are not."""
    return [fact] if fact["value"] else []


def _approved_by(profile: SendingProfile) -> str:
    """The office of the approval that the standing rests on; never a guess from an older one."""
    main = profile.main_standing
    if main and main.standing.verdict == Verdict.MAY_ACCEPT and main.standing.approval:
        approval = main.standing.approval
        return f"{approval.issuer} · {approval.number}" if approval.number else str(approval.issuer)
    return ""


def _trainee_fee(profile: SendingProfile) -> str:
    lines = profile.fees.of(
        programme_code=MAIN_PROGRAMME, subject=Fee.Subject.SENDING_FEE, payer=Fee.Payer.TRAINEE, term_years=3
    )
    amounts = [money(line.total if line.total is not None else line.fee.amount, line.fee.currency) for line in lines]
    return " + ".join(amounts)


def _last_figure(profile: SendingProfile) -> str:
    points = [point for series in profile.figures if series.programme.code == MAIN_PROGRAMME for point in series.points]
    if not points:
        return ""
    return _("%(number)s (%(year)s)") % {"number": number(points[-1].value), "year": points[-1].label}


def _hours(hours: int | None) -> str:
    return "" if hours is None else _("%(hours)s hours") % {"hours": number(hours)}


def _yes_no(value: bool | None) -> str:
    return {True: _("yes"), False: _("no"), None: ""}[value]


def _languages(organization: Organization) -> str:
    return _joined([language_name(code) for code in organization.languages])


def _joined(words: list[str]) -> str:
    return ("、" if get_language() == "ja" else ", ").join(words)
