"""Rows of an organization whose every private field holds a mark that can be found in any answer."""

from collections.abc import Callable
from typing import Any

import pgtrigger
from allauth.account.models import EmailAddress
from django.db import models

from jitco_portal.common.accounts.staff_groups import our_models
from jitco_portal.common.models import Consent, LegalText, OutboxMessage, Unsubscription, User
from matching.models import (
    Candidate,
    Confirmation,
    Disclosure,
    Feedback,
    Introduction,
    MatchFile,
    MatchRequest,
    MatchStep,
    Message,
)
from materials.models import (
    Download,
    DownloadFigure,
    Enquiry,
    EnquiryFile,
    EnquiryMessage,
    Order,
    ShareKey,
    Upload,
)
from organizations.models import (
    Claim,
    DuplicatePair,
    Invitation,
    ListChange,
    ListImport,
    ListingApplication,
    ListMapping,
    ListRow,
    Membership,
    MergeMove,
    MissedSearch,
    MissingReport,
    Organization,
    ProfileProposal,
    ProposedChange,
    Recheck,
    Role,
    Shortlist,
    ShortlistEntry,
)
from seminars.models import (
    Answer,
    Attendee,
    CalendarAddress,
    Charge,
    CheckIn,
    Event,
    EventFile,
    MeetingRule,
    MeetingWish,
    Offer,
    Paper,
    Payment,
    Registration,
    SurveyAnswer,
    TimetableRun,
)
from tests.access.world import World, keep_evidence
from tests.factories import (
    make_feedback,
    make_legal_text,
    make_match_file,
    make_match_step,
    make_membership,
    make_message,
    make_missed_search,
    make_missing_report,
    make_organization,
    make_proposal,
    make_user,
)
from tests.organizations import desk_world as desk
from tests.seminars import world as events

TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
REQUEST = ("text", "evidence_name", "position", "reason")

# What only those whom it concerns, and staff, may read.
PRIVATE: dict[type[models.Model], tuple[str, ...]] = {
    User: ("email", "name"),
    OutboxMessage: ("cause", "recipient", "subject", "body", "last_error", "message_id"),
    Unsubscription: ("address",),
    Consent: ("shown_text",),
    Organization: ("contact_name", "contact_email", "contact_phone"),
    Membership: ("mail_refusal",),
    Invitation: ("email", "token_hash"),
    Claim: (*REQUEST, "evidence", "evidence_sha256"),
    ListingApplication: (
        *REQUEST,
        "evidence",
        "evidence_sha256",
        *("name_local", "name_en", "name_ja", "name_kana", "number", "address", "website"),
    ),
    ProfileProposal: ("comment",),
    ProposedChange: ("before", "after", "reason"),
    Shortlist: ("name",),
    ShortlistEntry: ("note",),
    MissingReport: ("name", "number", "seen", "remark", "email", "answer"),
    MissedSearch: ("words",),
    MatchRequest: ("training_wishes", "conditions"),
    Candidate: ("reasons", "end_reason"),
    MatchStep: ("reason",),
    MatchFile: ("file", "name", "sha256"),
    Introduction: ("reason",),
    Disclosure: ("contact_name", "contact_email", "contact_phone", "shown_text"),
    Message: ("text",),
    Feedback: ("text",),
    # The address of an online meeting, as it stands and as it was told.
    Event: ("online_url", "told"),
    # Papers for those who have a place.
    EventFile: ("title_en", "title_ja", "file", "name", "sha256"),
    Registration: ("wishes", "checks", "reason"),
    Attendee: ("name", "name_latin", "job_title", "email", "needs"),
    Answer: ("text",),
    Charge: ("reason",),
    Payment: ("reference", "note"),
    Paper: ("number", "recipient", "issuer_name", "issuer_number", "lines"),
    SurveyAnswer: ("text",),
    MeetingRule: ("reason",),
    TimetableRun: ("instance", "result", "error"),
    Order: ("recipient", "address", "postal_code", "telephone", "note", "parcel_number", "reason"),
    Enquiry: ("subject",),
    EnquiryMessage: ("text",),
    EnquiryFile: ("file", "name", "sha256"),
    # The link itself stands nowhere.
    ShareKey: ("token_hash",),
    Upload: ("name", "sha256", "title_en", "title_ja", "refused_because"),
    # What a list says is published only once it is approved; then it stands in the rows that it wrote.
    ListImport: ("source", "source_url", "file_name", "sha256", "issuer_name", "remark"),
    ListRow: ("said",),
    MergeMove: ("before", "after"),
}
# Written once, and marked for the test all the same.
STAYING = (
    *("matching.MatchStep:step_stays", "matching.Disclosure:disclosure_stays"),
    *("seminars.Charge:charge_stays", "seminars.Payment:payment_stays", "seminars.Paper:paper_stays"),
    "materials.EnquiryMessage:enquirymessage_stays",
)
# In the same models: words of a short list, that tell nothing by themselves, or stand on public pages.
OPEN: dict[type[models.Model], tuple[str, ...]] = {
    User: ("password", "language", "time_zone"),  # the hash is on no page: tests/common/test_admin_people.py
    OutboxMessage: ("kind", "language", "time_zone", "state"),
    Unsubscription: ("kind",),
    Consent: ("about", "language"),
    Organization: (
        *("public_id", "kind", "name_local", "name_en", "name_ja", "name_kana", "short_name", "address", "address_ja"),
        *("phone", "website", "note_en", "note_ja", "contact_visibility", "sort_en", "sort_ja"),
        *("source", "source_ja", "source_url", "source_on"),
    ),
    Membership: ("role",),
    Invitation: ("role", "language"),
    Claim: ("role", "state", "evidence_type", "evidence_scan"),
    ListingApplication: ("state", "evidence_type", "evidence_scan", "kind", "prefecture"),
    ProfileProposal: ("state",),
    ProposedChange: ("part", "field", "state"),
    MissingReport: ("kind", "language", "state"),
    MissedSearch: ("where", "language"),
    Confirmation: ("subject", "source", "source_ja", "source_url", "source_on"),
    MatchRequest: ("state", "arrive_from", "arrive_until", "japanese_level", "weights"),
    # The rules that do not hold rest on public rows; the points are numbers.
    Candidate: ("state", "requester_answer", "candidate_answer", "ended_by", "found", "stopped_because"),
    MatchStep: ("name", "by"),
    MatchFile: ("type", "scan"),
    Introduction: ("outcome", "reported_by"),
    Disclosure: ("side", "language"),
    Message: ("thread", "side"),
    Feedback: ("side",),
    Event: (
        *(
            "kind",
            "state",
            "title_en",
            "title_ja",
            "summary_en",
            "summary_ja",
            "text_en",
            "text_ja",
            "host_en",
            "host_ja",
        ),
        *("starts_on", "ends_on", "time_zone", "place_form", "venue_en", "venue_ja", "address_en", "address_ja"),
        *("cancellation_en", "cancellation_ja", "costs_en", "costs_ja", "participants_note_en", "participants_note_ja"),
        *("report_en", "report_ja", "source", "source_ja", "source_url", "cancelled_because"),
    ),
    EventFile: ("kind", "read_by", "type"),
    Registration: ("state",),
    # Two letters cannot bear a mark; the token is the address of the ticket.
    Attendee: ("place", "language", "nationality", "token"),
    Charge: ("kind",),
    Payment: ("kind", "provider"),
    Paper: ("kind", "supplied_on"),
    CheckIn: ("kind",),
    Offer: ("state",),
    SurveyAnswer: ("group",),
    CalendarAddress: ("token",),
    # Who wished to meet whom: tests/seminars/test_meeting_privacy.py.
    MeetingWish: ("word",),
    MeetingRule: ("kind",),
    TimetableRun: ("state", "progress"),
    Order: ("state", "country"),
    Enquiry: ("topic", "state", "division"),
    EnquiryMessage: ("side",),
    EnquiryFile: ("type", "scan"),
    # For whom the link is: whoever has it reads that.
    ShareKey: ("title",),
    Upload: ("state",),
    # Who read what is a relation; texts there are none.
    Download: ("reader_kind", "visitor"),
    DownloadFigure: ("reader_kind",),
    # The name under which the file is kept leads nowhere; codes, figures and answers about the file.
    ListImport: ("kind", "state", "file", "answers", "questions", "counts", "message"),
    ListRow: ("result", "decision", "questions", "changes", "candidates"),
    ListChange: ("model", "action", "before", "after", "kept"),
    ListMapping: ("kind", "issuer_name", "headings", "answers"),
    DuplicatePair: ("state", "reasons"),
    MergeMove: ("model",),
    Recheck: ("state", "language"),
}
# Published as they are; the rows of an unpublished organization are tested with its name.
PUBLIC_APPS = {"countries"}
PUBLIC = {
    *("approval", "organizationmeasure", "allowance", "report", "fee", "article25item", "listedition", "listentry"),
    *("permit", "sanction", "partnership", "traineefigure", "jobcategory", "operation", "publicidseries"),
    *("sendingorganization", "supervisingorganization", "legaltext", "organizationname"),
    *("homelicence", "listheading", "recheckcampaign"),
    # Parts of published events, and labels of those who meet there.
    *("eventgroup", "cancellationterm", "eventsession", "tourstop", "eventquestion", "attendancefigure"),
    # Of materials that are for everybody; one that is not is in the world, marked by its own words.
    *("material", "edition", "editionfile", "filecare", "filepreview", "printedcopy", "orderline"),
    *("questionanswer", "programmestep"),
    *("meetingday", "meetingslot", "meetingtable", "meetinginterpreter", "meetingparty", "meeting", "erasurereport"),
}


def unclassed() -> list[str]:
    """Texts of our models that nobody has said to be private or not."""
    wrong = []
    for model in our_models():
        known = {*PRIVATE.get(model, ()), *OPEN.get(model, ())}
        if not known and (model._meta.app_label in PUBLIC_APPS or model._meta.model_name in PUBLIC):
            continue
        names = {field.name for field in model._meta.concrete_fields if isinstance(field, TEXTS)}
        wrong += [f"{model._meta.label}.{name}" for name in sorted(names ^ known)]
    return wrong


def mark(model: type[models.Model], name: str) -> str:
    """In small letters and digits only, so that no escaping or folding hides it."""
    return f"zq{model._meta.model_name}{name.replace('_', '')}qz"


# Values that pages read part by part.
_IN_PARTS: dict[tuple[type[models.Model], str], Callable[[str], Any]] = {
    (Registration, "checks"): lambda text: [
        {"name": "permit", "outcome": "asks", "text_en": text, "text_ja": text, "when": "sent", "at": ""}
    ],
    (Paper, "lines"): lambda text: [
        {"kind": "places", "people": 1, "unit": 1, "amount": 1, "is_taxed": True, "en": text, "ja": text}
    ],
    (Event, "told"): lambda text: {"venue_en": text},
    (TimetableRun, "instance"): lambda text: {"slots": [], "text": text},
    (ListRow, "said"): lambda text: {"name": text, "name_en": text, "phones": [text]},
    (MergeMove, "before"): lambda text: {"note_en": text},
    (MergeMove, "after"): lambda text: {"note_en": text},
    (TimetableRun, "result"): lambda text: {"status": "feasible", "meetings": [], "unmet": [], "text": text},
}


def _marked(model: type[models.Model], name: str) -> Any:
    field, text = model._meta.get_field(name), mark(model, name)
    if in_parts := _IN_PARTS.get((model, name)):
        return in_parts(text)
    if isinstance(field, models.EmailField):
        return f"{text}@example.org"
    if isinstance(field, models.URLField):
        return f"https://{text}.example/"
    return text[: field.max_length] if field.max_length else text


def mark_row(row: models.Model) -> None:
    """Write the marks into every private field of the row, as it stands in the database."""
    model = type(row)
    names = [name for name in PRIVATE[model] if name not in ("evidence", "before", "after", "file")]
    with pgtrigger.ignore(*STAYING):
        model._base_manager.filter(pk=row.pk).update(**{name: _marked(model, name) for name in names})


class PrivateRows:
    """B of each kind with everything that may hang on it, and an organization that is not published."""

    def __init__(self, world: World) -> None:
        self.rows: list[models.Model] = []
        for side in world.sides.values():
            member = make_membership(side.organization, make_user(email=f"x{side.organization.pk}@example.org"))
            Organization.objects.filter(pk=side.organization.pk).update(contact_visibility="own", contact_member=member)
            change = {name: mark(ProposedChange, name) for name in ("before", "after")}
            side.objects["proposal"] = make_proposal(side.organization, change=change)
            self.rows += [side.organization, side.objects["member"], *side.objects["proposal"].changes.all()]
            self.rows += [side.objects[name] for name in ("invitation", "claim", "listing", "proposal")]
            self.rows += [side.objects[name] for name in ("shortlist", "entry")]
            for name in ("claim", "listing"):
                keep_evidence(side.objects[name], self.evidence)
            self.rows += self._of_match_ups(side)
            self.rows += self._of_events(side)
            self.rows += [
                side.objects[name]
                for name in (
                    "order",
                    "cart",
                    "enquiry",
                    "enquiry_message",
                    "enquiry_answer",
                    "enquiry_note",
                    "enquiry_file",
                )
            ]
        self.rows += [world.share_key, world.upload]
        self.person = User.objects.get(pk=world.sides["sending"].objects["member"].user_id)
        text = make_legal_text(kind=LegalText.Kind.DISCLOSURE_ABROAD, version=99)
        consent = Consent.objects.create(user=self.person, legal_text=text, language="en", shown_text="x")
        self.rows += [consent, make_message(user=self.person, recipient=self.person.email)]
        self.rows.append(Unsubscription.objects.create(address="x@example.org", kind="proposal_decided"))
        self.rows += [make_missing_report(), make_missed_search()]
        # An office of Japan, whose name is a text of the import itself.
        self.rows.append(desk.make_list_import(world.country, kind="measures", issuer=None, issuer_name="OTIT"))
        self.rows += [desk.make_list_row(), desk.make_merge_move()]
        self.rows.append(self.person)
        # Each model once with the very marks; where a value is unique, only one row can bear it.
        seen: set[type[models.Model]] = set()
        unique = (User, Invitation, OutboxMessage, Payment, Paper, EventFile, Event)
        for row in self.rows:
            if type(row) not in seen or type(row) not in unique:
                mark_row(row)
            seen.add(type(row))
        EmailAddress.objects.filter(user=self.person).update(email=_marked(User, "email"))
        self.unpublished = make_organization(
            world.country, name_en="Zqunpublishednameqz", name_local="Zqunpublishedlocalqz", is_published=False
        )
        make_membership(self.unpublished, role=Role.ADMINISTRATOR)

    evidence = b"%PDF-1.4 zqevidencebytesqz"
    sent = b"%PDF-1.4 zqmatchfilebytesqz"
    own_words = (
        *("zqevidencebytesqz", "zqmatchfilebytesqz", "zqeventfilebytesqz", "zqenquirybytesqz"),
        *("zqsharedtitleqz", "zqsharedsummaryqz", "zqsharedbytesqz"),
        *("zqunpublishednameqz", "zqunpublishedlocalqz"),
    )

    def _of_match_ups(self, side: Any) -> list[models.Model]:
        names = ("match_request", "draft", "offered", "met", "message", "question", "disclosure")
        side.objects["match_request_file"] = make_match_file(side.objects["match_request"], content=self.sent)
        side.objects["met_file"] = make_match_file(message=side.objects["message"], content=self.sent)
        files = [side.objects[name] for name in ("match_request_file", "draft_file", "met_file")]
        introduction = side.objects["met"].introduction
        party = side.objects["message"].side
        author = side.objects["message"].author
        feedback = make_feedback(introduction, author, side=party)
        steps = [make_match_step(side.objects["match_request"]), make_match_step(side.objects["met"].request)]
        return [*(side.objects[name] for name in names), *files, introduction, feedback, *steps]

    def _of_events(self, side: Any) -> list[models.Model]:
        """With an event whose address, papers and rules are private; of both sides the same."""
        registration, past = side.objects["registration"], side.objects["past_registration"]
        event = registration.event
        run = TimetableRun.objects.get(day__event=event)
        rule = MeetingRule.objects.create(
            day=event.meeting_day, kind=MeetingRule.Kind.FORBIDDEN, **{registration.group.group: side.objects["party"]}
        )
        return [
            *(registration, past, side.objects["offered_registration"], side.objects["attendee"], side.objects["came"]),
            *(
                side.objects["offered_registration"].attendees.get(),
                side.objects["paper"],
                side.objects["event_file"],
                event,
                run,
                rule,
            ),
            events.make_answer(registration, attendee=side.objects["attendee"]),
            Charge.objects.create(
                registration=registration, kind=Charge.Kind.CORRECTION, amount=100, reason="Sample reason"
            ),
            Payment.objects.create(registration=registration, amount=100, reference=f"R-{registration.pk}"),
            SurveyAnswer.objects.create(
                event=past.event,
                group=past.group.group,
                content=4,
                organization_of_the_day=4,
                usefulness=4,
                would_come_again=True,
                answered_on=past.event.day,
            ),
        ]

    @property
    def marks(self) -> set[str]:
        marked = {type(row) for row in self.rows}
        return {mark(model, name) for model in marked for name in PRIVATE[model]} | set(self.own_words)

    def state(self) -> dict[str, list[dict[str, Any]]]:
        """What stands in the private rows now."""
        keys = {model: [row.pk for row in self.rows if type(row) is model] for model in PRIVATE}
        return {
            model._meta.label: list(model._base_manager.filter(pk__in=pks).order_by("pk").values())
            for model, pks in keys.items()
        }
