"""One more row of each model of the desk, different from all before it."""

import datetime
import uuid

from django.contrib.auth.models import Group

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
from jitco_portal.common.models import Consent, LegalText, OutboxMessage, Unsubscription, User
from matching.models import (
    Candidate,
    Confirmation,
    ContactView,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
)
from materials.models import (
    DownloadFigure,
    Edition,
    EditionFile,
    Enquiry,
    FileCare,
    Material,
    Order,
    OrderLine,
    PrintedCopy,
    ProgrammeStep,
    QuestionAnswer,
    ShareKey,
    Upload,
)
from organizations.models import (
    Allowance,
    Approval,
    Article25Item,
    Claim,
    DuplicatePair,
    Fee,
    HomeLicence,
    Invitation,
    JobCategory,
    ListChange,
    ListEdition,
    ListEntry,
    ListHeading,
    ListImport,
    ListingApplication,
    ListMapping,
    ListRow,
    Membership,
    Merge,
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
    PublicIdSeries,
    Recheck,
    RecheckCampaign,
    Report,
    Sanction,
    SendingOrganization,
    Shortlist,
    ShortlistEntry,
    SupervisingOrganization,
    TraineeFigure,
)
from seminars.models import (
    Answer,
    AttendanceFigure,
    Attendee,
    CalendarAddress,
    CancellationTerm,
    Charge,
    CheckIn,
    ErasureReport,
    Event,
    EventFile,
    EventGroup,
    EventQuestion,
    EventSession,
    Meeting,
    MeetingDay,
    MeetingInterpreter,
    MeetingParty,
    MeetingRule,
    MeetingSlot,
    MeetingTable,
    MeetingWish,
    Offer,
    Paper,
    Payment,
    Registration,
    SurveyAnswer,
    TimetableRun,
    TourStop,
)
from seminars.models import (
    Group as SeminarGroup,
)
from tests.factories import (
    SOURCE,
    make_application,
    make_approval,
    make_candidate,
    make_claim,
    make_confirmation,
    make_consent,
    make_contact_view,
    make_counterpart,
    make_country,
    make_country_measure,
    make_disclosure,
    make_feedback,
    make_home_licence,
    make_introduction,
    make_invitation,
    make_legal_text,
    make_list_edition,
    make_match_file,
    make_match_message,
    make_match_request,
    make_match_step,
    make_measure,
    make_membership,
    make_message,
    make_missed_search,
    make_missing_report,
    make_moc,
    make_name,
    make_operation,
    make_organization,
    make_programme,
    make_proposal,
    make_regime,
    make_report,
    make_shortlist,
    make_shortlist_entry,
    make_staff,
    make_supervising,
    make_user,
    numbers,
)
from tests.materials import world as materials
from tests.organizations import desk_world
from tests.seminars import world

DAY = datetime.date(2026, 11, 1)


def _code():
    number = next(numbers) % 9_900  # a code has two digits before its hyphen, and a long run counts further
    return f"{number // 100 + 1}-{number % 100}"


def _programme():
    return make_programme(code=f"p{next(numbers)}")


def _approval():
    country = make_country()
    return make_approval(make_organization(country), make_counterpart(country))


def _allowance():
    country = make_country()
    return Allowance.objects.create(
        sending_organization=make_organization(country).sending,
        programme=make_programme(),
        operation_group="care",
        issuer=make_counterpart(country),
        confirmed_on="2026-11",
        **SOURCE,
    )


def _list_entry():
    country = make_country()
    return make_list_edition(make_counterpart(country), make_organization(country)).entries.get()


def _offer():
    registration = world.make_registration(place="offered")
    at = registration.created_at
    return Offer.objects.create(
        registration=registration, people=1, made_at=at, expires_at=at + datetime.timedelta(hours=48)
    )


def _paper():
    return Paper.objects.create(
        registration=world.make_registration(),
        kind=Paper.Kind.INVOICE,
        number=f"I-2026-{next(numbers):06d}",
        recipient="Sample cooperative (sample)",
        lines=[],
        total=0,
        tax_percent=10,
        tax=0,
    )


def _party():
    return world.make_party(world.make_meeting_day())


def _wish():
    day = world.make_meeting_day()
    return world.make_wish(world.make_party(day), world.make_party(day, SeminarGroup.SENDING))


def _rule():
    day = world.make_meeting_day()
    return MeetingRule.objects.create(
        day=day, kind=MeetingRule.Kind.FORBIDDEN, sending=world.make_party(day, SeminarGroup.SENDING)
    )


def _meeting():
    day = world.make_meeting_day()
    parties = world.make_party(day, SeminarGroup.SENDING), world.make_party(day)
    return world.make_meeting(*parties, day.slots.first(), day.tables.first())


def _bad_file():
    """One that the desk's board shows."""
    care = materials.make_file().care
    care.found, care.bad_since = FileCare.Found.DAMAGED, care.checked_at
    care.save()
    return care


def _order_line():
    return materials.make_order(copies=[materials.make_printed()]).lines.get()


MAKERS = {
    User: make_staff,
    Group: lambda: Group.objects.create(name=f"Group {next(numbers)}"),
    Country: make_country,
    Programme: _programme,
    Counterpart: make_counterpart,
    Agreement: lambda: make_moc(make_country()),
    CountryMeasure: lambda: make_country_measure(make_country(), from_on="2021-02"),
    GovernmentTalk: lambda: GovernmentTalk.objects.create(
        country=make_country(), kind="visit", held_on="2019-07", title_en="Visit (sample)", **SOURCE
    ),
    CountrySection: lambda: CountrySection.objects.create(
        country=make_country(),
        kind="costs",
        text_en="Costs (sample)",
        text_ja="費用（見本）",
        check_again_by=DAY + datetime.timedelta(days=30),
        **SOURCE,
    ),
    ProcedureStep: lambda: ProcedureStep.objects.create(
        country=make_country(),
        programme=make_programme(),
        position=1,
        title_en="Ask",
        title_ja="依頼",
        actor="sending",
        **SOURCE,
    ),
    Notice: lambda: Notice.objects.create(
        country=make_country(), published_on=DAY, title_en="Notice (sample)", title_ja="お知らせ（見本）", **SOURCE
    ),
    FeeCap: lambda: FeeCap.objects.create(
        country=make_country(), programme=make_programme(), kind="amount", amount=3600, currency="USD", **SOURCE
    ),
    ExchangeRate: lambda: ExchangeRate.objects.create(
        currency="USD", day=DAY - datetime.timedelta(days=ExchangeRate.objects.count()), yen=150, **SOURCE
    ),
    CountryFigure: lambda: CountryFigure.objects.create(
        country=make_country(), kind="approved", counted_on="2026", number=318, **SOURCE
    ),
    Organization: make_organization,
    SendingOrganization: lambda: make_organization().sending,
    SupervisingOrganization: lambda: make_supervising().supervising,
    PublicIdSeries: lambda: PublicIdSeries.objects.create(
        # With a figure: no country has it.
        prefix=chr(48 + next(numbers) // 26 % 10) + chr(97 + next(numbers) % 26)
    ),
    Approval: _approval,
    OrganizationMeasure: lambda: make_measure(make_organization(), from_on="2026-01"),
    Allowance: _allowance,
    Report: lambda: make_report(make_organization()),
    Article25Item: lambda: Article25Item.objects.create(organization=make_organization().sending, item=3, **SOURCE),
    Fee: lambda: Fee.objects.create(
        organization=make_organization().sending,
        programme=make_programme(),
        payer="trainee",
        subject="teaching",
        amount=300,
        currency="USD",
        **SOURCE,
    ),
    ListEdition: lambda: make_list_edition(make_counterpart()),
    ListEntry: _list_entry,
    Permit: lambda: Permit.objects.create(
        supervising_organization=make_supervising().supervising, programme=make_programme(), kind="general", **SOURCE
    ),
    Sanction: lambda: Sanction.objects.create(
        supervising_organization=make_supervising().supervising, kind="improvement", from_on="2024-05", **SOURCE
    ),
    Partnership: lambda: Partnership.objects.create(
        sending_organization=make_organization().sending,
        supervising_organization=make_supervising().supervising,
        **SOURCE,
    ),
    Confirmation: lambda: make_confirmation("no_order", organization=make_supervising()),
    MatchRequest: make_match_request,
    Candidate: make_candidate,
    MatchStep: make_match_step,
    MatchFile: make_match_file,
    Introduction: make_introduction,
    Disclosure: make_disclosure,
    ContactView: make_contact_view,
    Message: make_match_message,
    Feedback: make_feedback,
    OrganizationName: lambda: make_name(make_organization()),
    TraineeFigure: lambda: TraineeFigure.objects.create(
        organization=make_organization(),
        programme=make_programme(),
        operation=make_operation(f"{_code()}-1"),
        year=2025,
        number=12,
        **SOURCE,
    ),
    JobCategory: lambda: JobCategory.objects.create(group="food", code=_code(), name_en="Baking", name_ja="パン製造"),
    Operation: lambda: make_operation(f"{_code()}-1"),
    OutboxMessage: make_message,
    Unsubscription: lambda: Unsubscription.objects.create(
        address=f"reader{next(numbers)}@example.org", kind="proposal_decided"
    ),
    ProfileProposal: make_proposal,
    ProposedChange: lambda: make_proposal().changes.get(),
    Membership: make_membership,
    Invitation: make_invitation,
    Claim: make_claim,
    ListingApplication: make_application,
    # Not the privacy notice: whoever looks at the desk would be asked to agree to it first.
    LegalText: lambda: make_legal_text(kind="disclosure_abroad", version=next(numbers)),
    Consent: make_consent,
    DataProtectionRegime: make_regime,
    Shortlist: make_shortlist,
    ShortlistEntry: make_shortlist_entry,
    MissingReport: make_missing_report,
    MissedSearch: make_missed_search,
    Event: world.make_event,
    EventGroup: world.make_group,
    CancellationTerm: lambda: CancellationTerm.objects.create(event=world.make_event(), days_before=7, percent=50),
    EventSession: lambda: world.make_session(world.make_event()),
    TourStop: lambda: TourStop.objects.create(
        event=world.make_event(), day=DAY, position=1, place_en="Ministry (sample)", place_ja="省庁（見本）"
    ),
    EventQuestion: lambda: world.make_question(world.make_event()),
    EventFile: world.make_event_file,
    AttendanceFigure: lambda: AttendanceFigure.objects.create(event=world.make_event(), group="sending", people=3),
    # One that waits for the Affairs Dept.: the list at the desk shows those first.
    Registration: lambda: world.make_registration(place="asked"),
    Attendee: world.make_attendee,
    Answer: world.make_answer,
    Offer: _offer,
    Charge: lambda: Charge.objects.create(
        registration=world.make_registration(), kind=Charge.Kind.CORRECTION, amount=-500, reason="Sample reason"
    ),
    Payment: lambda: Payment.objects.create(registration=world.make_registration(), amount=5000),
    Paper: _paper,
    CheckIn: lambda: CheckIn.objects.create(attendee=world.make_attendee(), key=uuid.uuid4()),
    SurveyAnswer: lambda: SurveyAnswer.objects.create(
        event=world.make_event(),
        group="sending",
        content=4,
        organization_of_the_day=3,
        usefulness=2,
        would_come_again=True,
        answered_on=DAY,
    ),
    CalendarAddress: lambda: CalendarAddress.objects.create(user=make_user()),
    ErasureReport: lambda: ErasureReport.objects.create(event=world.make_event(), people=1, answers=2, texts=3),
    MeetingDay: world.make_meeting_day,
    MeetingSlot: lambda: world.make_meeting_day().slots.first(),
    MeetingTable: lambda: world.make_meeting_day().tables.first(),
    MeetingInterpreter: lambda: world.make_interpreter(world.make_meeting_day()),
    MeetingParty: _party,
    MeetingWish: _wish,
    MeetingRule: _rule,
    TimetableRun: lambda: TimetableRun.objects.create(day=world.make_meeting_day(), instance={}),
    Meeting: _meeting,
    Material: materials.make_material,
    # A draft: whatever is published stays as it is.
    Edition: lambda: materials.make_edition(state="draft"),
    EditionFile: materials.make_file,
    FileCare: _bad_file,
    PrintedCopy: materials.make_printed,
    ShareKey: lambda: materials.make_share_key(materials.make_material()),
    Order: materials.make_order,
    OrderLine: _order_line,
    Enquiry: materials.make_enquiry,
    QuestionAnswer: materials.make_question,
    ProgrammeStep: lambda: ProgrammeStep.objects.create(
        group="everybody", day="2027-04-01", title_en=f"Step {next(numbers)}", title_ja="手順（見本）", **SOURCE
    ),
    Upload: lambda: Upload.objects.create(
        key=uuid.uuid4(),
        edition=materials.make_edition(state="draft"),
        created_by=make_staff(),
        name="large.pdf",
        size=5,
        title_en="Large",
    ),
    DownloadFigure: lambda: DownloadFigure.objects.create(
        file=materials.make_edition().files.get(), day=DAY, reader_kind="visitor", count=3
    ),
    HomeLicence: lambda: make_home_licence(make_organization()),
    # Whatever is at work or waits for somebody else is looked at only.
    ListImport: lambda: desk_world.make_list_import(state=ListImport.State.COMPARED, version=1),
    ListRow: desk_world.make_list_row,
    ListChange: lambda: ListChange.objects.create(
        list_import=desk_world.make_list_import(),
        model="organizations.Organization",
        object_pk=1,
        action="created",
        organization=make_organization(),
    ),
    ListHeading: desk_world.make_list_heading,
    ListMapping: desk_world.make_list_mapping,
    DuplicatePair: desk_world.make_duplicate_pair,
    Merge: desk_world.make_merge,
    RecheckCampaign: lambda: desk_world.make_campaign(country=make_country()),
    Recheck: desk_world.make_recheck,
}
