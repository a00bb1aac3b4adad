"""Plain ``make_*`` functions for rows of every app, with keyword overrides."""

import datetime
import hashlib
import uuid
from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.base import ContentFile
from django.utils import timezone

from countries.models import (
    Agreement,
    Counterpart,
    Country,
    CountryFigure,
    CountryMeasure,
    CountrySection,
    DataProtectionRegime,
    ExchangeRate,
    FeeCap,
    GovernmentTalk,
    Notice,
    ProcedureStep,
    Programme,
)
from jitco_portal.common.days import today
from jitco_portal.common.mail.kinds import mail_kind
from jitco_portal.common.models import Consent, LegalText, OutboxMessage, User
from matching.models import (
    Candidate,
    CandidateState,
    Confirmation,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
    Party,
    RequestState,
)
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Claim,
    Fee,
    HomeLicence,
    Invitation,
    JobCategory,
    ListEdition,
    ListEntry,
    ListingApplication,
    Membership,
    MissedSearch,
    MissingReport,
    Operation,
    Organization,
    OrganizationMeasure,
    OrganizationName,
    Partnership,
    Permit,
    ProfileProposal,
    ProposedChange,
    Report,
    Role,
    Sanction,
    SendingOrganization,
    Shortlist,
    ShortlistEntry,
    SupervisingOrganization,
    TraineeFigure,
)

numbers = count(1)
SOURCE = {
    "source": "Sample source",
    "source_url": "https://example.org/source",
    "checked_on": datetime.date(2026, 11, 1),
}


def make_programme(**values):
    values = {
        "code": "titp",
        "name_en": "Technical Intern Training Program",
        "name_ja": "外国人技能実習制度",
        "short_en": "TITP",
        "short_ja": "技能実習",
        "new_plans_from": datetime.date(2017, 11, 1),
        "new_plans_until": datetime.date(2027, 3, 31),
        **SOURCE,
        **values,
    }
    return Programme.objects.update_or_create(code=values.pop("code"), defaults=values)[0]


def make_country(**values):
    number = next(numbers)
    code = values.pop("code", None) or chr(65 + number // 26 % 26) + chr(65 + number % 26)
    values = {
        "name_en": f"Country {code} {number}",
        "name_ja": f"国{code}{number}",
        "name_kana": "クニ",
        "tile_row": number,
        "tile_column": 1,
        **values,
    }
    return Country.objects.get_or_create(code=code, defaults=values)[0]


def make_counterpart(country=None, **values):
    values = {"name_en": f"Sample Ministry {next(numbers)}", "name_ja": "見本省", **SOURCE, **values}
    return Counterpart.objects.create(country=country or make_country(), **values)


def make_moc(country, programme=None, **values):
    values = {"kind": Agreement.Kind.MOC, "signed_on": "2017-06-06", **SOURCE, **values}
    agreement = Agreement.objects.create(country=country, **values)
    agreement.programmes.set([programme or make_programme()])
    return agreement


def make_rd(country, *programmes, **values):
    values = {"kind": Agreement.Kind.RD, "signed_on": "2017-09-27", **SOURCE, **values}
    agreement = Agreement.objects.create(country=country, **values)
    agreement.programmes.set(programmes)
    return agreement


def make_none_found(country, programme=None, **values):
    """A memorandum that was looked for and not found."""
    return make_moc(country, programme, **{"state": Agreement.State.NONE_FOUND, "signed_on": "", **values})


def make_talk(country, **values):
    values = {
        "kind": GovernmentTalk.Kind.CONSULTATION,
        "held_on": "2018-05-21",
        "title_en": f"Sample consultation {next(numbers)}",
        **SOURCE,
        **values,
    }
    return GovernmentTalk.objects.create(country=country, **values)


def make_section(country, **values):
    values = {
        "kind": CountrySection.Kind.SITUATION,
        "text_en": "Sample text.",
        "text_ja": "見本の文章です。",
        "check_again_by": datetime.date(2027, 2, 28),
        **SOURCE,
        **values,
    }
    return CountrySection.objects.create(country=country, **values)


def make_procedure_step(country, programme=None, **values):
    values = {
        "position": next(numbers),
        "title_en": "Sample step",
        "title_ja": "見本の手順",
        "actor": ProcedureStep.Actor.SENDING,
        "days_min": 14,
        "days_max": 30,
        **SOURCE,
        **values,
    }
    return ProcedureStep.objects.create(country=country, programme=programme or make_programme(), **values)


def make_figure(country, **values):
    values = {
        "kind": CountryFigure.Kind.APPROVED_ORGANIZATIONS,
        "counted_on": "2018-10",
        "number": 96,
        **SOURCE,
        **values,
    }
    return CountryFigure.objects.create(country=country, **values)


def make_notice(country=None, **values):
    values = {
        "published_on": datetime.date(2018, 4, 4),
        "title_en": f"Sample notice {next(numbers)}",
        "title_ja": "見本のお知らせ",
        **SOURCE,
        **values,
    }
    return Notice.objects.create(country=country, **values)


def make_country_measure(country, **values):
    values = {"side": CountryMeasure.Side.SENDING, "text_en": "Sending stopped (sample).", **SOURCE, **values}
    return CountryMeasure.objects.create(country=country, **values)


def make_organization(country=None, **values):
    """A sending organization with its details."""
    values = {"name_en": f"Sample Organization {next(numbers)}", "kind": Organization.Kind.SENDING, **SOURCE, **values}
    organization = Organization.objects.create(country=country or make_country(), **values)
    SendingOrganization.objects.create(organization=organization)
    return organization


def make_supervising(**values):
    details = {key: values.pop(key) for key in ("prefecture", "supporting_member") if key in values}
    values = {"name_ja": f"見本協同組合{next(numbers)}", "kind": Organization.Kind.SUPERVISING, **SOURCE, **values}
    organization = Organization.objects.create(**values)
    SupervisingOrganization.objects.create(organization=organization, **details)
    return organization


def make_approval(organization, issuer, programme=None, **values):
    values = {"first_seen_on": "2020-01-01", "confirmed_on": "2026-11-01", **SOURCE, **values}
    if "approved_from" in values:
        values.setdefault("first_seen_on", "")
    return Approval.objects.create(
        sending_organization=organization.sending, programme=programme or make_programme(), issuer=issuer, **values
    )


def make_home_licence(organization, issuer=None, **values):
    values = {
        "number": f"HL-{next(numbers)}",
        "first_seen_on": "2024-02",
        "confirmed_on": "2024-02",
        **SOURCE,
        **values,
    }
    issuer = issuer or make_counterpart(organization.country)
    return HomeLicence.objects.create(sending_organization=organization.sending, issuer=issuer, **values)


def make_measure(organization, **values):
    values = {"kind": OrganizationMeasure.Kind.SUSPENSION, "side": OrganizationMeasure.Side.SENDING, **SOURCE, **values}
    return OrganizationMeasure.objects.create(sending_organization=organization.sending, **values)


def make_report(organization, **values):
    values = {"said": Report.Said.NAMED, **SOURCE, **values}
    return Report.objects.create(sending_organization=organization.sending, **values)


def make_list_edition(issuer, *named, programme=None, **values):
    values = {"published_on": datetime.date(2026, 11, 1), "is_complete": True, **SOURCE, **values}
    values["checked_on"] = max(values["checked_on"], values["published_on"])
    edition = ListEdition.objects.create(issuer=issuer, programme=programme or make_programme(), **values)
    for organization in named:
        ListEntry.objects.create(edition=edition, sending_organization=organization.sending)
    return edition


def make_operation(code="1-1-1", **values):
    category_code = code.rsplit("-", 1)[0]
    category, _created = JobCategory.objects.get_or_create(
        code=category_code, defaults={"group": "agriculture", "name_en": "Crop farming", "name_ja": "耕種農業"}
    )
    values = {"name_en": f"Operation {code}", "name_ja": f"作業{code}", "name_basis": "read", **SOURCE, **values}
    return Operation.objects.get_or_create(code=code, defaults={"category": category, **values})[0]


PASSWORD = "correct horse battery staple"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(*, second_factor=False, **values):
    """A person whose address is confirmed."""
    values = {"email": f"person{next(numbers)}@example.org", "name": "Sample Person", **values}
    user = User.objects.create_user(values.pop("email"), PASSWORD, **values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if second_factor:
        TOTP.activate(user, TOTP_SECRET)
    return user


def make_staff(**values):
    """Somebody of the Affairs Dept., with the second factor that they need."""
    values = {"email": f"staff{next(numbers)}@example.org", "name": "Sample Staff", "is_staff": True, **values}
    return make_user(**{"second_factor": True, **values})


def make_membership(organization=None, user=None, **values):
    """A member; administrators have the second factor that they need."""
    values = {"role": Role.READER, "from_on": datetime.date(2020, 1, 1), **values}
    user = user or make_user(second_factor=values["role"] == Role.ADMINISTRATOR)
    return Membership.objects.create(user=user, organization=organization or make_organization(), **values)


def make_fee(organization, programme=None, **values):
    values = {
        "payer": "trainee",
        "subject": "sending_fee",
        "term_years": 3,
        "amount": 3000,
        "currency": "USD",
        **SOURCE,
        **values,
    }
    return Fee.objects.create(organization=organization.sending, programme=programme or make_programme(), **values)


def make_fee_cap(country, programme=None, **values):
    values = {"kind": "amount", "term_years": 3, **SOURCE, **values}
    if values["kind"] == "amount":
        values = {"amount": 3600, "currency": "USD", **values}
    return FeeCap.objects.create(country=country, programme=programme or make_programme(), **values)


def make_exchange_rate(currency="USD", **values):
    values = {"day": datetime.date(2026, 11, 1), "yen": 150, **SOURCE, **values}
    return ExchangeRate.objects.create(currency=currency, **values)


def make_article25_item(organization, item, **values):
    values = {"state": "confirmed", **SOURCE, **values}
    return Article25Item.objects.create(organization=organization.sending, item=item, **values)


def make_allowance(organization, issuer, programme=None, **values):
    values = {"operation_group": "care", "confirmed_on": "2026-11-01", **SOURCE, **values}
    return Allowance.objects.create(
        sending_organization=organization.sending, programme=programme or make_programme(), issuer=issuer, **values
    )


def make_trainee_figure(organization, year, programme=None, **values):
    values = {"number": 100, **SOURCE, **values}
    return TraineeFigure.objects.create(
        organization=organization, programme=programme or make_programme(), year=year, **values
    )


def make_partnership(sending, supervising, **values):
    return Partnership.objects.create(
        sending_organization=sending.sending, supervising_organization=supervising.supervising, **{**SOURCE, **values}
    )


def make_permit(organization, programme=None, **values):
    values = {"kind": Permit.Kind.GENERAL, "number": "許1706000144", **SOURCE, **values}
    return Permit.objects.create(
        supervising_organization=organization.supervising, programme=programme or make_programme(), **values
    )


def make_sanction(organization, **values):
    values = {"kind": Sanction.Kind.IMPROVEMENT, "from_on": "2026-01-01", **SOURCE, **values}
    return Sanction.objects.create(supervising_organization=organization.supervising, **values)


def make_confirmation(subject, **values):
    """That nothing is missing, as of the middle of November 2026."""
    days = {"confirmed_on": datetime.date(2026, 11, 20), "checked_on": datetime.date(2026, 11, 27)}
    values = {**SOURCE, **days, **values}
    return Confirmation.objects.create(subject=subject, **values)


def make_message(**values):
    """A row of the outbox that is due; a duty unless its kind is none."""
    number = next(numbers)
    values = {
        "kind": "claim_accepted",
        "cause": f"sample cause {number}",
        "recipient": f"recipient{number}@example.org",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "subject": f"Sample subject {number}",
        "body": "Sample text.\n",
        "next_try_at": timezone.now(),
        "message_id": f"<sample-{number}@example.org>",
        **values,
    }
    values.setdefault("is_duty", mail_kind(values["kind"]).is_duty)
    return OutboxMessage.objects.create(**values)


def make_proposal(organization=None, author=None, *, change=None, **values):
    """A proposal with one open change: of the short name, unless ``change`` says otherwise."""
    organization = organization or make_organization()
    author = author or make_membership(organization, role=Role.EDITOR).user
    proposal = ProfileProposal.objects.create(organization=organization, author=author, **values)
    change = {"part": "organization", "field": "short_name", "before": None, "after": "Lotus", **(change or {})}
    ProposedChange.objects.create(proposal=proposal, **change)
    return proposal


def make_legal_text(**values):
    """A notice in force."""
    values = {
        "kind": LegalText.Kind.PRIVACY,
        "version": 1,
        "in_force_from": datetime.date(2026, 1, 1),
        "text_en": f"Sample notice {next(numbers)}",
        "text_ja": "見本の文章です。",
        **values,
    }
    return LegalText.objects.create(**values)


def make_consent(user=None, legal_text=None, **values):
    number = next(numbers)
    legal_text = legal_text or make_legal_text(kind=LegalText.Kind.DISCLOSURE_ABROAD, version=number)
    values = {"language": "en", "shown_text": legal_text.text_en, **values}
    return Consent.objects.create(user=user or make_user(), legal_text=legal_text, **values)


def make_regime(country=None, **values):
    """What the Commission says of a country; of a sample country it says nothing."""
    country = country or make_country()
    values = {
        **SOURCE,
        "source_url": "" if country.is_sample else "https://www.ppc.go.jp/sample",
        "source_on": "2026-10",
        "text_en": "Sample regime.",
        "text_ja": "見本の制度です。",
        **values,
    }
    return DataProtectionRegime.objects.create(country=country, **values)


def make_invitation(organization=None, *, token="", **values):
    """An open invitation; its ``token`` is as good as one in a letter."""
    number = next(numbers)
    organization = organization or make_organization()
    values = {
        "email": f"invited{number}@example.org",
        "role": Role.READER,
        "language": "en",
        "token_hash": hashlib.sha256((token or f"token {number}").encode()).hexdigest(),
        "expires_at": timezone.now() + datetime.timedelta(days=14),
        **values,
    }
    values.setdefault("invited_by", None)
    values["invited_by"] = values["invited_by"] or make_membership(organization, role=Role.ADMINISTRATOR).user
    return Invitation.objects.create(organization=organization, **values)


def make_claim(organization=None, user=None, **values):
    values = {
        "role": Role.ADMINISTRATOR,
        "position": "Sample position",
        "expires_at": timezone.now() + datetime.timedelta(days=30),
        **values,
    }
    return Claim.objects.create(organization=organization or make_organization(), user=user or make_user(), **values)


def make_application(user=None, **values):
    """Of a sending organization, unless ``kind`` says otherwise."""
    values = {
        "kind": Organization.Kind.SENDING,
        "name_en": f"Sample Applicant {next(numbers)}",
        "position": "Sample position",
        "address": "1 Sample Street",
        "expires_at": timezone.now() + datetime.timedelta(days=30),
        **values,
    }
    if values["kind"] == Organization.Kind.SENDING:
        values.setdefault("country", None)
        values["country"] = values["country"] or make_country()
    return ListingApplication.objects.create(user=user or make_user(), **values)


def make_shortlist(organization=None, **values):
    number = next(numbers)
    organization = organization or make_organization()
    values = {"name": f"Sample list {number}", "created_by": None, **values}
    values["created_by"] = values["created_by"] or make_membership(organization, role=Role.EDITOR).user
    return Shortlist.objects.create(organization=organization, **values)


def make_shortlist_entry(shortlist=None, listed=None, **values):
    shortlist = shortlist or make_shortlist()
    values = {"added_by": shortlist.created_by, **values}
    return ShortlistEntry.objects.create(shortlist=shortlist, listed=listed or make_organization(), **values)


def make_missing_report(**values):
    """Of a sending organization, unless ``kind`` says otherwise."""
    values = {
        "kind": Organization.Kind.SENDING,
        "name": f"Sample Missing {next(numbers)}",
        "language": "en",
        **values,
    }
    if values["kind"] == Organization.Kind.SENDING and "country" not in values:
        values["country"] = make_country()
    return MissingReport.objects.create(**values)


def make_missed_search(**values):
    values = {"day": today(), "where": "sending", "words": f"sample words {next(numbers)}", "language": "en", **values}
    return MissedSearch.objects.create(**values)


def make_name(organization, **values):
    """A former name or another one of the organization."""
    values = {"kind": OrganizationName.Kind.FORMER, "name": f"Former Name {next(numbers)}", **SOURCE, **values}
    return OrganizationName.objects.create(organization=organization, **values)


def make_match_request(organization=None, *, operations=None, **values):
    """Of a supervising organization, submitted unless ``state`` says otherwise; the rules are asked by nobody."""
    organization = organization or make_supervising()
    values = {
        "state": RequestState.SUBMITTED,
        "people": 6,
        "valid_until": today() + datetime.timedelta(days=90),
        "languages": ["en"],
        "created_by": None,
        **values,
    }
    values.setdefault("programme", None)
    values["programme"] = values["programme"] or make_programme()
    values["created_by"] = values["created_by"] or make_membership(organization, role=Role.EDITOR).user
    if values["state"] != RequestState.DRAFT:
        values = {"submitted_at": timezone.now(), "state_since": timezone.now(), **values}
    request = MatchRequest.objects.create(organization=organization, **values)
    request.operations.set([make_operation()] if operations is None else operations)
    return request


def make_candidate(request=None, organization=None, **values):
    """Asked, and not answered by either side, unless ``state`` says otherwise; of the kind that the request asks."""
    request = request or make_match_request(state=RequestState.PROPOSED)
    wanted = make_organization if request.asks_for_sending else make_supervising
    values = {"state": CandidateState.OFFERED, "reasons": "Trains for this work (sample).", **values}
    if values["state"] in (CandidateState.OFFERED, CandidateState.INTRODUCED):
        values = {"offered_at": timezone.now(), "answer_by": today() + datetime.timedelta(days=14), **values}
    if values["state"] == CandidateState.INTRODUCED:
        values = {"requester_answer": "accepted", "candidate_answer": "accepted", **values}
    return Candidate.objects.create(request=request, organization=organization or wanted(), **values)


def make_introduction(candidate=None, **values):
    """Of a candidate whom both sides accepted; not over."""
    candidate = candidate or make_candidate(
        make_match_request(state=RequestState.INTRODUCED), state=CandidateState.INTRODUCED
    )
    return Introduction.objects.create(candidate=candidate, **values)


def make_disclosure(introduction=None, person=None, **values):
    """Of an administrator of the organization that asked, unless ``side`` says otherwise."""
    introduction = introduction or make_introduction()
    values = {"side": Party.REQUESTER, "language": "en", "contact_phone": "00-0000-0000", **values}
    candidate = introduction.candidate
    asked = values["side"] == Party.REQUESTER
    organization = candidate.request.organization if asked else candidate.organization
    person = person or make_membership(organization, role=Role.ADMINISTRATOR).user
    values.setdefault("recipient_country", candidate.organization.country if asked else None)
    values.setdefault("legal_text", None)
    legal_text = values.pop("legal_text") or make_legal_text(kind=LegalText.Kind.INTRODUCTION, version=next(numbers))
    values = {"contact_name": person.name, "contact_email": person.email, "shown_text": legal_text.text_en, **values}
    return Disclosure.objects.create(introduction=introduction, person=person, legal_text=legal_text, **values)


def make_contact_view(disclosure=None, viewer=None):
    return ContactView.objects.create(disclosure=disclosure or make_disclosure(), viewer=viewer or make_user())


def make_match_message(candidate=None, author=None, **values):
    """A question of the organization that asked to the Affairs Dept.; ``side`` alone writes to its own thread."""
    candidate = candidate or make_candidate()
    side = values.get("side", Party.REQUESTER)
    threads = {Party.REQUESTER: Message.Thread.REQUESTER, Party.CANDIDATE: Message.Thread.CANDIDATE}
    values = {"side": side, "thread": threads.get(side, Message.Thread.BOTH), "text": "Sample question?", **values}
    if author is None:
        organization = candidate.organization if side == Party.CANDIDATE else candidate.request.organization
        is_staff = side == Party.STAFF
        author = make_staff() if is_staff else make_membership(organization, role=Role.EDITOR).user
    return Message.objects.create(candidate=candidate, author=author, **values)


def make_match_file(request=None, message=None, *, content=b"%PDF-1.4 sample", **values):
    """Beside a request (a draft, unless given) or in a message, with its file."""
    if request is None and message is None:
        request = make_match_request(state=RequestState.DRAFT)
    key = uuid.uuid4()
    values = {"key": key, "name": "sample.pdf", "type": "application/pdf", "size": len(content), **values}
    row = MatchFile(request=request, message=message, sha256=hashlib.sha256(content).hexdigest(), **values)
    row.file.save(str(key), ContentFile(content), save=True)
    return row


def make_match_step(request=None, **values):
    return MatchStep.objects.create(
        request=request or make_match_request(), **{"name": "submit", "by": Party.REQUESTER, **values}
    )


def make_feedback(introduction=None, author=None, **values):
    """Of the organization that asked, on an introduction that is over."""
    introduction = introduction or make_introduction(ended_at=timezone.now(), outcome="not_agreed")
    values = {"side": Party.REQUESTER, "rating": 3, **values}
    return Feedback.objects.create(introduction=introduction, author=author or make_user(), **values)
