"""From an editor's change to its revert: the desk tells each step and who, the public page which side."""

import pghistory
import pytest
from django.urls import reverse
from django.utils import translation

from jitco_portal.common.history.reading import history_of
from organizations.models import Organization, ProposedChange, Role
from organizations.queries.proposals.values import Entry
from organizations.services.proposals.deciding import Decision, decide_changes
from organizations.services.proposals.proposing import propose
from tests.factories import make_membership, make_organization, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


def by(user, url):
    return pghistory.context(user=user.pk, url=url)


def test_edit_proposal_partial_accept_and_revert_are_told_step_by_step(client):
    with translation.override("en"):
        organization = make_organization(short_name="Lotus", phone="111")
        editor = make_membership(organization, role=Role.EDITOR).user
        staff = make_staff(is_superuser=True, name="Sample Clerk")
        client.force_login(staff)

        with by(editor, "/en/account/organizations/x/profile/"):
            proposal = propose(
                organization=organization,
                author=editor,
                entries=[
                    Entry("organization", None, "short_name", "Lotus", "Orchid"),
                    Entry("organization", None, "phone", "111", "222"),
                ],
            )
        keys = {change.field: change.pk for change in proposal.changes.all()}
        with by(staff, "/en/admin/organizations/profileproposal/"):
            decide_changes(
                proposal=proposal,
                decisions={
                    keys["short_name"]: Decision(accept=True),
                    keys["phone"]: Decision(accept=False, reason="No"),
                },
                by=staff,
            )
        published = Organization.pgh_event_model.objects.filter(short_name="Orchid").order_by("pgh_id")[0]
        client.post(
            reverse(
                "admin:organizations_organization_revert", args=[organization.pk, "organizationevent", published.pk]
            ),
            {"_history_reason": "The organization called"},
        )

        organization.refresh_from_db()
        assert (organization.short_name, organization.phone) == ("Lotus", "111")
        reverted, accepted, _first = history_of(organization)
        assert [(change.before, change.after) for change in accepted.changes] == [("Lotus", "Orchid")]
        assert (accepted.who, accepted.why) == (str(staff), f"Proposal {proposal.pk} by {organization}")
        assert [(change.before, change.after) for change in reverted.changes] == [("Orchid", "Lotus")]
        assert (reverted.who, reverted.why.partition(" of ")[0]) == (str(staff), "Reverts the change")
        assert reverted.why.endswith("by Sample Clerk: The organization called")
        refused = history_of(ProposedChange.objects.get(pk=keys["phone"]))
        assert [(entry.who, entry.what) for entry in refused] == [(str(staff), "changed"), (str(editor), "added")]

        client.logout()
        page = client.get(reverse("organizations:sending_changes", args=[organization.public_id])).context["page"]
        told = [
            (write.who, change.before, change.after)
            for day in page.days
            for write in day.writes
            for line in write.lines
            for change in line.changes
            if change.field == "Short name"
        ]
        published = "the organization itself, published by the Affairs Dept."
        assert told == [("the Affairs Dept.", "Orchid", "Lotus"), (published, "Lotus", "Orchid")]
