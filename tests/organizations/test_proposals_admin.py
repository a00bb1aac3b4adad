"""Staff work off proposals at the desk."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.models import OutboxMessage
from organizations.models import Organization, ProposedChange, Role
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = "admin:organizations_profileproposal_changelist"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def organization():
    return make.make_organization(name_en="Lotus (sample)", short_name="Lotus")


@pytest.fixture
def proposal(organization):
    proposal = make.make_proposal(organization, change={"before": "Lotus", "after": "New"})
    ProposedChange.objects.create(proposal=proposal, part="organization", field="phone", after="+84 1")
    return proposal


def staff_with(*names):
    staff = make.make_staff()
    staff.user_permissions.set(Permission.objects.filter(codename__in=names))
    return staff


@pytest.fixture
def reviewer(client):
    names = ("view_profileproposal", "change_profileproposal", "view_proposedchange")
    staff = staff_with(*names)
    client.force_login(staff)
    return staff


def page_of(proposal):
    return reverse("admin:organizations_profileproposal_change", args=[proposal.pk])


def key(proposal, field):
    return proposal.changes.get(field=field).pk


def states(proposal):
    return dict(proposal.changes.values_list("field", "state"))


def test_some_are_accepted_some_refused_and_some_left_open(client, reviewer, organization, proposal):
    ProposedChange.objects.create(proposal=proposal, part="organization", field="address", after="Hanoi")
    data = {f"decision_{key(proposal, 'short_name')}": "accept", f"decision_{key(proposal, 'phone')}": "refuse"}
    data |= {f"reason_{key(proposal, 'phone')}": "It does not ring.", "action": "decide"}

    answer = client.post(page_of(proposal), data, follow=True)

    assert states(proposal) == {"short_name": "accepted", "phone": "refused", "address": "open"}
    assert proposal.changes.get(field="phone").decided_by == reviewer
    assert [str(message) for message in answer.context["messages"]] == [
        "Published: 1. Refused: 1. Left open: 1. The author is told."
    ]
    organization.refresh_from_db()
    assert (organization.short_name, organization.phone) == ("New", "")
    assert OutboxMessage.objects.get().recipient == proposal.author.email


def test_one_reason_serves_for_all(client, reviewer, proposal):
    client.post(page_of(proposal), {"action": "refuse_all", "reason_all": "Ask us first."})

    assert set(proposal.changes.values_list("state", "reason")) == {("refused", "Ask us first.")}


def test_a_refusal_without_reason_is_told_and_nothing_is_done(client, reviewer, proposal):
    data = {f"decision_{key(proposal, 'short_name')}": "accept", f"decision_{key(proposal, 'phone')}": "refuse"}

    answer = client.post(page_of(proposal), {**data, "action": "decide"})

    assert list(answer.context["form"].errors) == [f"decision_{key(proposal, 'phone')}"]
    assert states(proposal) == {"short_name": "open", "phone": "open"}
    assert answer.context["form"][f"decision_{key(proposal, 'short_name')}"].value() == "accept"


@pytest.mark.parametrize(
    ("action", "text"), [("decide", "Choose for at least one change."), ("undo", "Tick what to undo.")]
)
def test_choosing_nothing_is_told(client, reviewer, proposal, action, text):
    assert client.post(page_of(proposal), {"action": action}).context["form"].non_field_errors() == [text]


def test_a_conflict_needs_a_second_tick_of_what_was_seen(client, reviewer, organization, proposal):
    change = key(proposal, "short_name")
    Organization.objects.filter(pk=organization.pk).update(short_name="By staff")
    data = {f"decision_{change}": "accept", "action": "decide"}

    assert "Conflict" in client.get(page_of(proposal)).content.decode()
    for tick in ({}, {f"overwrite_{change}": "on"}, {f"overwrite_{change}": "on", f"seen_{change}": "Older"}):
        answer = client.post(page_of(proposal), {**data, **tick})
        assert list(answer.context["form"].errors) == [f"decision_{change}"]
    assert states(proposal)["short_name"] == "open"
    client.post(page_of(proposal), {**data, f"overwrite_{change}": "on", f"seen_{change}": "By staff"})

    organization.refresh_from_db()
    assert (organization.short_name, states(proposal)["short_name"]) == ("New", "accepted")


def test_accepting_all_leaves_conflicts_open(client, reviewer, organization, proposal):
    Organization.objects.filter(pk=organization.pk).update(short_name="By staff")

    client.post(page_of(proposal), {"action": "accept_all"})

    assert states(proposal) == {"short_name": "open", "phone": "accepted"}


def test_accepting_all_keeps_what_is_marked_to_be_refused(client, reviewer, proposal):
    data = {f"decision_{key(proposal, 'phone')}": "refuse", "action": "accept_all"}

    unexplained = client.post(page_of(proposal), data)
    assert list(unexplained.context["form"].errors) == [f"decision_{key(proposal, 'phone')}"]
    client.post(page_of(proposal), {**data, "reason_all": "It does not ring."})

    assert states(proposal) == {"short_name": "accepted", "phone": "refused"}


def test_what_was_undone_is_told_as_such_with_what_was_put_back(client, reviewer, organization, proposal):
    client.post(page_of(proposal), {"action": "accept_all"})
    published = client.get(page_of(proposal)).content.decode()
    change = key(proposal, "short_name")
    client.post(page_of(proposal), {"action": "undo", f"undo_{change}": "on", "reason_all": "Not its name"})

    page = client.get(page_of(proposal)).content.decode()
    client.force_login(proposal.author)
    seen = client.get(reverse("proposal_detail", args=[organization.public_id, proposal.pk])).content.decode()

    assert "put back what stood right before" in published
    assert ('id="undone-heading">Undone<' in page, "Not published" in page) == (True, False)
    for text in (page, seen):
        assert ("Put back: Lotus" in text, "Not its name" in text) == (True, True)
    assert ("published and taken back" in seen, "refused" in seen) == (True, False)


def test_staff_who_act_for_the_organization_read_and_do_not_decide(client, organization, proposal):
    superuser = make.make_staff(is_superuser=True)
    make.make_membership(organization, superuser)
    client.force_login(superuser)

    page = client.get(page_of(proposal)).content.decode()
    posted = client.post(page_of(proposal), {"action": "accept_all"})

    assert ('name="action"' in page, "You proposed this yourself or act for the organization" in page) == (False, True)
    assert (posted.status_code, states(proposal)) == (200, {"short_name": "open", "phone": "open"})
    assert posted.context["form"].non_field_errors() == [
        "You proposed this yourself or act for the organization, so somebody else decides on it and reads it."
    ]


def test_times_in_the_list_of_changes_are_those_of_japan_in_one_form(client, reviewer, proposal):
    at = datetime.datetime(2026, 11, 23, 20, 30, tzinfo=datetime.UTC)
    proposal.changes.update(state="accepted", decided_at=at)

    page = client.get(reverse("admin:organizations_proposedchange_changelist")).content.decode()

    assert ('<td class="field-decided">2026-11-24 05:30</td>' in page, str(proposal) in page) == (True, True)


def test_who_wrote_meanwhile_is_named(client, organization, proposal):
    staff = make.make_staff(is_superuser=True, name="Hanako Sample")
    client.force_login(staff)
    address = reverse("admin:organizations_organization_change", args=[organization.pk])
    form = client.get(address).context["adminform"].form
    values = {name: value for name, value in form.initial.items() if value is not None and not isinstance(value, list)}
    formsets = client.get(address).context["inline_admin_formsets"]
    for formset in formsets:
        initial = formset.formset.initial_form_count()
        values |= {f"{formset.formset.prefix}-TOTAL_FORMS": initial, f"{formset.formset.prefix}-INITIAL_FORMS": initial}
        for row in formset.formset.initial_forms:
            values[row.add_prefix(row.instance._meta.pk.name)] = row.instance.pk
    assert client.post(address, {**values, "short_name": "By staff"}).status_code == 302

    assert "Changed by Hanako Sample" in client.get(page_of(proposal)).content.decode()


def test_a_parallel_proposal_is_linked_with_what_it_says(client, reviewer, organization, proposal):
    other = make.make_proposal(organization, change={"before": "Lotus", "after": "Another"})

    page = client.get(page_of(proposal)).content.decode()

    assert f'href="{page_of(other)}#change-{key(other, "short_name")}"' in page
    assert "Another" in page


def test_published_changes_are_undone_or_marked_as_reviewed(client, reviewer, organization, proposal):
    organization.short_name, organization.phone = "New", "+84 1"
    organization.save()
    proposal.changes.update(state="accepted", decided_at=proposal.created_at)
    proposal.published_at_once = True
    proposal.save()
    change = key(proposal, "short_name")

    refused = client.post(page_of(proposal), {"action": "undo", f"undo_{change}": "on"})
    assert list(refused.context["form"].errors) == [f"undo_{change}"]
    client.post(page_of(proposal), {"action": "undo", f"undo_{change}": "on", "reason_all": "Not its name"})
    client.post(page_of(proposal), {"action": "mark"})

    organization.refresh_from_db()
    proposal.refresh_from_db()
    assert (organization.short_name, organization.phone) == ("Lotus", "+84 1")
    assert (proposal.state, states(proposal)) == ("decided", {"short_name": "undone", "phone": "accepted"})


def test_what_changed_since_is_not_undone(client, reviewer, organization, proposal):
    proposal.changes.update(state="accepted", decided_at=proposal.created_at)
    change = key(proposal, "short_name")

    answer = client.post(page_of(proposal), {"action": "undo", f"undo_{change}": "on", "reason_all": "No"})

    assert list(answer.context["form"].errors) == [f"undo_{change}"]
    assert (Organization.objects.get(pk=organization.pk).short_name, states(proposal)["short_name"]) == (
        "Lotus",
        "accepted",
    )


def test_what_was_withdrawn_meanwhile_is_told(client, reviewer, proposal):
    data = {f"decision_{key(proposal, 'short_name')}": "accept", "action": "decide"}
    proposal.changes.update(state="withdrawn", decided_at=proposal.created_at)

    answer = client.post(page_of(proposal), data)

    assert answer.context["form"].non_field_errors() == ["Choose for at least one change."]


# Who may -----------------------------------------------------------------------------------------------


def test_who_may_view_reads_and_does_not_decide(client, proposal):
    client.force_login(staff_with("view_profileproposal", "view_proposedchange"))

    page = client.get(page_of(proposal))
    posted = client.post(page_of(proposal), {"action": "accept_all"})

    assert (page.status_code, posted.status_code) == (200, 403)
    assert 'name="action"' not in page.content.decode()
    assert states(proposal) == {"short_name": "open", "phone": "open"}


def test_staff_without_the_permission_and_members_see_nothing(client, organization, proposal):
    client.force_login(staff_with("change_organization", "view_organization"))
    assert {client.get(page_of(proposal)).status_code, client.get(reverse(LIST)).status_code} == {403}

    client.force_login(make.make_membership(organization, role=Role.ADMINISTRATOR).user)
    assert client.get(page_of(proposal)).status_code in (302, 403)


@pytest.mark.parametrize("page", ["add", "delete"])
def test_nobody_adds_or_deletes_a_proposal(client, proposal, page):
    client.force_login(make.make_staff(is_superuser=True))
    args = [proposal.pk] if page == "delete" else []

    for model in ("profileproposal", "proposedchange"):
        assert client.get(reverse(f"admin:organizations_{model}_{page}", args=args)).status_code in (302, 403)


# The list ----------------------------------------------------------------------------------------------


def test_what_waits_longest_comes_first(client, reviewer):
    first, second, done = (make.make_proposal() for _number in range(3))
    done.state = "decided"
    done.save()

    listed = list(client.get(reverse(LIST)).context["cl"].result_list)

    assert [row.pk for row in listed] == [first.pk, second.pk]
    assert [row.open_changes for row in listed] == [1, 1]
    everything = client.get(reverse(LIST), {"waiting": "all"}).context["cl"].result_list
    assert {row.pk for row in everything} == {first.pk, second.pk, done.pk}


def test_the_review_asks_as_much_for_many_changes_as_for_few(client, reviewer, organization, proposal):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(proposal))
        return len(queries)

    count()
    few = count()
    for field in ("address", "address_ja", "note_en", "note_ja", "contact_name"):
        ProposedChange.objects.create(proposal=proposal, part="organization", field=field, after="Something")

    assert count() == few


def test_publishing_at_once_is_set_on_the_page_of_the_organization(client, organization):
    client.force_login(make.make_staff(is_superuser=True))

    form = client.get(reverse("admin:organizations_organization_change", args=[organization.pk])).context["adminform"]

    assert form.form.fields["publishes_at_once"].help_text != ""
