"""Who walks, and what stands where they walk: one person per role, one object per argument of an address."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models

from jitco_portal import views
from jitco_portal.common.accounts.staff_groups import TITLES, sync_staff_groups
from jitco_portal.common.history.context import event_models
from jitco_portal.common.mail.unsubscribing import unsubscribe_link
from jitco_portal.common.models import User
from jitco_portal.common.privacy.consent import agree_to_privacy_notice
from matching.models import CandidateState, Message, Party, RequestState
from materials.models import Access, EnquiryFile, FilePreview, Upload
from organizations.models import Organization, Role
from seminars.models import CalendarAddress, Event, MeetingDay, Offer, Paper, Place, TimetableRun
from seminars.models import Group as SeminarGroup
from tests.admin_rows import MAKERS
from tests.factories import (
    make_application,
    make_candidate,
    make_claim,
    make_consent,
    make_country,
    make_disclosure,
    make_introduction,
    make_invitation,
    make_legal_text,
    make_match_file,
    make_match_message,
    make_match_request,
    make_membership,
    make_organization,
    make_programme,
    make_proposal,
    make_regime,
    make_shortlist,
    make_shortlist_entry,
    make_staff,
    make_supervising,
    make_user,
)
from tests.materials import world as materials
from tests.seminars import world as events

# The columns of the table. “other” administers another organization of the kind; of the sending kind unless said.
ROLES = (
    *("visitor", "person", "reader", "editor", "sending", "sup-reader", "sup-editor", "supervising"),
    *("other", "other-sup"),
    *("s-editor", "s-publisher", "s-auditor", "s-system", "superuser", "gone"),
)
STAFF = {f"s-{name.partition(' ')[0]}": name for name in TITLES}
# These walk among what belongs to the supervising organization, all others among what the sending one has.
ON_THE_SUPERVISING_SIDE = {"sup-reader", "sup-editor", "supervising", "other-sup"}


@dataclass
class Side:
    """An organization with what hangs on it."""

    organization: Organization
    objects: dict[str, Any]


class World:
    def __init__(self) -> None:
        make_programme()
        self.country = make_country()
        self.regime = make_regime(self.country)
        self.notice = make_legal_text()
        sync_staff_groups()
        self.asker = make_user(name="Asks")
        self.colleague = make_user(second_factor=True)
        self.passkey = Authenticator.objects.create(
            user=make_user(), type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "credential": {}}
        )
        self.consent = make_consent(self.asker)
        self.sides = {
            Organization.Kind.SENDING: self._side(make_organization(self.country)),
            Organization.Kind.SUPERVISING: self._side(make_supervising()),
        }
        self._match_ups()
        self._events()
        self._materials()
        self.people = {role: self._person(role) for role in ROLES}
        self.rows = {model: MAKERS[model]() for model in admin.site._registry if model in MAKERS}
        self.rows |= {User: self.colleague, MeetingDay: self.meeting_day}
        for user in User.objects.all():
            agree_to_privacy_notice(user=user, language="en")

    def _side(self, organization: Organization) -> Side:
        claim = make_claim(organization, self.asker)
        application = make_application(self.asker)
        for request in (claim, application):
            keep_evidence(request, b"%PDF-1.4 evidence")
        shortlist = make_shortlist(organization)
        return Side(
            organization,
            {
                "shortlist": shortlist,
                "entry": make_shortlist_entry(shortlist),
                "member": make_membership(organization),
                "invitation": make_invitation(organization),
                "claim": claim,
                "listing": application,
                "proposal": make_proposal(organization),
            },
        )

    def _match_ups(self) -> None:
        """Each side asks, with the other as its candidate; and both are in talks on a request of a third kind.

        ``met``, of the supervising side, belongs to both: contacts are open, with messages and a file.
        """
        text = make_legal_text(kind="introduction")
        sending, supervising = (self.sides[kind] for kind in (Organization.Kind.SENDING, Organization.Kind.SUPERVISING))
        for side, other in ((sending, supervising), (supervising, sending)):
            asked = make_match_request(side.organization, state=RequestState.PROPOSED)
            draft = make_match_request(side.organization, state=RequestState.DRAFT)
            # Of somebody like the other side: they ask, and this side may be interested.
            another = make_supervising() if other is supervising else make_organization(self.country)
            side.objects |= {
                "match_request": asked,
                "match_request_file": make_match_file(asked),
                "offered": make_candidate(asked, other.organization),
                "draft": draft,
                "draft_file": make_match_file(draft),
                "wish": make_match_request(another, state=RequestState.UNDER_REVIEW, is_on_board=True),
            }
        talks = make_match_request(supervising.organization, state=RequestState.TALKS)
        met = make_candidate(talks, sending.organization, state=CandidateState.INTRODUCED)
        introduction = make_introduction(met, talks_at=met.offered_at)
        for side, of in ((Party.REQUESTER, supervising), (Party.CANDIDATE, sending)):
            message = make_match_message(met, side=side, thread=Message.Thread.BOTH)
            of.objects |= {
                "met": met,
                "met_file": make_match_file(message=message),
                "message": message,
                "question": make_match_message(met, side=side),
                "disclosure": make_disclosure(introduction, side=side, legal_text=text),
            }

    def _events(self) -> None:
        """Both sides come to a matching seminar with a timetable, came to one that is over, and are offered places.

        ``free`` is an event for which nobody has registered yet.
        """
        kinds = (SeminarGroup.SENDING, SeminarGroup.SUPERVISING)
        matching = events.make_event(self.country, kind=Event.Kind.MATCHING_SEMINAR, gives_visa_letters=True)
        over = events.make_event(
            starts_at=events.in_days(-3, 10), ends_at=events.in_days(-3, 17), closes_at=events.in_days(-5)
        )
        full, free = events.make_event(), events.make_event(self.country)
        groups = {
            (event.pk, kind): events.make_group(event, kind, people=20, price_general=5000)
            for event in (matching, over, full, free)
            for kind in kinds
        }
        day = events.make_meeting_day(matching)
        paper = events.make_event_file(matching, content=b"%PDF-1.4 zqeventfilebytesqz")
        for kind in kinds:
            side = self.sides[Organization.Kind(kind)]
            by = side.objects["member"].user

            def registered(event: Event, place: Place = Place.SEATED, side: Side = side, by: User = by, kind=kind):
                return events.make_registration(groups[event.pk, kind], side.organization, by=by, place=place)

            registration, past, waiting = registered(matching), registered(over), registered(full, Place.OFFERED)
            attendee, came = registration.attendees.get(), past.attendees.get()
            type(attendee).objects.filter(pk=attendee.pk).update(wants_visa_letter=True, nationality="VN")
            type(came).objects.filter(pk=came.pk).update(came_at=over.starts_at)
            side.objects |= {
                "event": matching,
                "free_event": free,
                "past_event": over,
                "event_file": paper,
                "registration": registration,
                "attendee": attendee,
                "past_registration": past,
                "came": came,
                "offered_registration": waiting,
                "offer": Offer.objects.create(
                    registration=waiting, people=1, made_at=events.in_days(-1), expires_at=events.in_days(1)
                ),
                "paper": make_paper(registration),
                "party": events.make_party(day, kind, registration=registration),
                "calendar": CalendarAddress.objects.create(user=by),
            }
        parties = [self.sides[Organization.Kind(kind)].objects["party"] for kind in kinds]
        events.make_wish(*parties)
        events.make_meeting(*parties, day.slots.first(), day.tables.first())
        MeetingDay.objects.filter(pk=day.pk).update(published_at=events.in_days(0), revision=1)
        self.meeting_day, self.draft_event = day, events.make_event(state=Event.State.DRAFT)
        self.run = TimetableRun.objects.create(day=day, instance={}, state=TimetableRun.State.DONE)

    def _materials(self) -> None:
        """A text for sending organizations, with a file and its preview, in print; one that a link opens.

        Each side ordered copies, has some in a cart and asked the Affairs Dept., with a file.
        """
        text = materials.make_material(access=Access.SENDING)
        self.edition = materials.make_edition(text)
        self.edition_file = self.edition.files.get()
        preview = FilePreview(file=self.edition_file, page=1, width=10, height=10, size=7, sha256="0" * 64)
        preview.image.save("1", ContentFile(b"picture"))
        copy = materials.make_printed(self.edition)
        self.hidden = materials.make_edition(
            materials.make_material(
                access=Access.PARTICIPANTS,
                title_en="Zqsharedtitleqz",
                title_ja="Zqsharedtitleqz",
                summary_en="Zqsharedsummaryqz",
            ),
            content=b"%PDF-1.4 zqsharedbytesqz",
        )
        self.share_key = materials.make_share_key(text, title="For participants")
        self.question = materials.make_question()
        self.upload = Upload.objects.create(
            key=uuid.uuid4(),
            edition=materials.make_edition(text, "en", state="draft"),
            created_by=make_staff(),
            name="large.pdf",
            size=5,
        )
        for side in self.sides.values():
            by = make_membership(side.organization, role=Role.EDITOR).user
            enquiry = materials.make_enquiry(side.organization, by=by)
            note = materials.make_enquiry_message(enquiry, side="note", text="Among us")
            answer = materials.make_enquiry_message(enquiry, side="jitco", text="The answer")
            file = EnquiryFile(
                message=enquiry.messages.first(), key=uuid.uuid4(), name="Question.pdf", type="application/pdf", size=9
            )
            file.file.save(str(file.key), ContentFile(b"%PDF-1.4 zqenquirybytesqz"))
            side.objects |= {
                "order": materials.make_order(side.organization, by=by, copies=[copy]),
                "cart": materials.make_order(side.organization, by=by, copies=[copy], state="cart"),
                "enquiry": enquiry,
                "enquiry_message": enquiry.messages.first(),
                "enquiry_note": note,
                "enquiry_answer": answer,
                "enquiry_file": file,
            }

    def _person(self, role: str) -> User | None:
        kind = Organization.Kind.SUPERVISING if role in ON_THE_SUPERVISING_SIDE else Organization.Kind.SENDING
        own = self.sides[kind].organization
        if role == "visitor":
            return None
        if role == "person":
            return self.asker
        if role in ("reader", "editor", "sup-reader", "sup-editor"):
            return make_membership(own, role=role.removeprefix("sup-")).user
        if role in ("sending", "supervising", "gone"):
            return make_membership(own, role=Role.ADMINISTRATOR).user
        if role in ("other", "other-sup"):
            another = make_organization(self.country) if role == "other" else make_supervising()
            return make_membership(another, role=Role.ADMINISTRATOR).user
        user = make_staff(is_superuser=role == "superuser")
        if role in STAFF:
            user.groups.add(Group.objects.get(name=STAFF[role]))
        return user

    def is_staff(self, role: str) -> bool:
        user = self.people[role]
        return user is not None and user.is_staff

    # What an argument of an address stands for -------------------------------------------------------

    def arguments(self, name: str, keys: list[str], role: str) -> dict[str, Any]:
        """A value for each argument of the address ``name``; KeyError for one that nobody has thought of."""
        kind = Organization.Kind.SUPERVISING if role in ON_THE_SUPERVISING_SIDE else Organization.Kind.SENDING
        # The public pages of one kind are walked with an organization of that kind.
        if name.startswith(("organizations:sending_", "organizations:supervising_")):
            kind = Organization.Kind(name.partition(":")[2].partition("_")[0])
        side = self.sides[kind]
        own = {
            "public_id": side.organization.public_id,
            "code": self.country.code.lower(),
            "section": next(iter(views.SITEMAPS)),
            "kind": kind.value,
            "slug": "contact",
            "about": self.country.code.lower(),
            "version": self.notice.version,
            "consent_id": self.consent.pk,
            "key": "NQ:no-such-key",
            "uidb36": "1",
            "token": token_of("reader@example.org"),
            "app_label": "countries",
            "id": self.colleague.pk,
            "content_type_id": ContentType.objects.get_for_model(Organization).pk,
            "entry_pk": side.objects["entry"].pk,
            "step": "wishes",
        }
        if name.startswith("matching:"):
            rows = _rows_of_match_up(name.partition(":")[2], side)
            return {key: rows[key].pk if key in rows else own[key] for key in keys}
        if name.startswith("seminars:"):
            rows = _rows_of_event(name.partition(":")[2], side)
            return {key: rows[key] if key in rows else own[key] for key in keys}
        if name.startswith("materials:"):
            rows = self._rows_of_materials(name.partition(":")[2], side)
            return {key: rows[key] for key in keys}
        if not name.startswith("admin:"):
            return {key: self._pk(name, side) if key == "pk" else own[key] for key in keys}
        if name == "admin:view_on_site":
            return {"content_type_id": own["content_type_id"], "object_id": side.organization.pk}
        model = model_of(name)
        if model is None:
            return {key: own[key] for key in keys}
        row = {
            "admin:organizations_invitation_withdraw": side.objects["invitation"],
            "admin:seminars_event_publish": self.draft_event,
        }.get(name, self.rows[model])
        if name.startswith("admin:materials_edition_upload"):
            row = self.upload.edition
        others = {"party_pk": side.objects["party"].pk, "run_pk": self.run.pk, "key": self.upload.key}
        if name == "admin:materials_edition_remove_file":
            others["file_pk"] = row.files.first().pk
        values = {key: others.get(key, row.pk) for key in keys}
        if "event_id" in keys:
            events = event_models(model)
            latest = (
                events[0]._default_manager.filter(pgh_obj_id=row.pk).order_by("-pgh_id").first() if events else None
            )
            values |= {
                "table": events[0]._meta.model_name if events else "none",
                "event_id": latest.pk if latest else 0,
            }
        return values

    def _rows_of_materials(self, name: str, side: Side) -> dict[str, Any]:
        """What the arguments stand for; ``pk`` is of the kind that the name begins with."""
        found = {
            "page": 1,
            "language": self.edition.language,
            "token": self.share_key.token,
            "file_pk": side.objects["enquiry_file"].pk,
        }
        for start, row in (
            ("file_", self.edition_file),
            ("edition_latest", self.edition.material),
            ("edition_", self.edition),
            ("order_", side.objects["order"]),
            ("enquiry_", side.objects["enquiry"]),
            ("question_", self.question),
        ):
            if name.startswith(start):
                return {**found, "pk": row.pk}
        return {**found, "pk": self.edition.material_id}

    def _pk(self, name: str, side: Side) -> int:
        if name.startswith("mfa_"):
            return self.passkey.pk
        return side.objects[name.removeprefix("organizations:").partition("_")[0]].pk


def _rows_of_match_up(name: str, side: Side) -> dict[str, Any]:
    """What ``pk`` and ``file_pk`` stand for: what may be done at an address is done with a row that lets it."""
    if name == "wish_interest":
        found = ("wish", None)
    elif name in ("request_edit", "request_delete", "request_submit", "request_file_remove"):
        found = ("draft", "draft_file")
    elif name.startswith("request_"):
        found = ("match_request", "match_request_file")
    elif name in ("candidate_accept", "candidate_decline"):
        found = ("offered", None)
    else:
        found = ("met", "met_file")
    return {key: side.objects[each] for key, each in zip(("pk", "file_pk"), found, strict=True) if each}


def _rows_of_event(name: str, side: Side) -> dict[str, Any]:
    """What the arguments stand for: where something can be done, with a row that lets it."""
    objects = side.objects
    found = {
        "attendee_pk": objects["attendee"].pk,
        "paper_pk": objects["paper"].pk,
        "file_pk": objects["event_file"].pk,
        "token": objects["attendee"].token,
    }
    if name == "own_calendar":
        return {"token": objects["calendar"].token}
    if name in ("survey", "certificate"):
        return {"token": objects["came"].token}
    if name == "registration_certificates":
        return {"pk": objects["past_registration"].pk}
    if name == "registration_offer":
        return {"pk": objects["offered_registration"].pk}
    if name.startswith(("registration_", "paper", "place_", "visa_")) and name != "registration_new":
        return {**found, "pk": objects["registration"].pk}
    if name == "registration_new":
        return {"pk": objects["free_event"].pk}
    if name in ("survey_results", "check_in_send", "check_in_changes"):
        return {"pk": objects["past_event"].pk}
    return {**found, "pk": objects["event"].pk}


def model_of(name: str) -> type[models.Model] | None:
    """The model of an address of the desk, of the longest name that fits."""
    for model in sorted(admin.site._registry, key=lambda each: -len(each._meta.model_name)):
        if name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            return model
    return None


def token_of(address: str) -> str:
    link = unsubscribe_link(address=address, kind="proposal_decided", language="en")
    return link.rstrip("/").rpartition("/")[2]


def make_paper(registration: Any) -> Paper:
    """An invoice as a service issues it, with a number of its own."""
    return Paper.objects.create(
        registration=registration,
        kind=Paper.Kind.INVOICE,
        number=f"I-2020-{registration.pk:06d}",
        recipient="Sample (sample)",
        lines=[],
        total=0,
        tax_percent=10,
        tax=0,
    )


def keep_evidence(request: Any, content: bytes, name: str = "evidence.pdf") -> None:
    """As the services keep what somebody sends."""
    request.evidence_key = uuid.uuid4()
    request.evidence_name, request.evidence_type, request.evidence_size = name, "application/pdf", len(content)
    request.evidence_sha256 = hashlib.sha256(content).hexdigest()
    request.evidence.save(str(request.evidence_key), ContentFile(content), save=True)
