"""The four groups of staff: one table says what each may do, and a command keeps to it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import override_settings

from jitco_portal.common.accounts.staff_groups import (
    ASSIGN,
    AUDITOR,
    EDITOR,
    PUBLISHER,
    SYSTEM_ADMINISTRATOR,
    TITLES,
    codenames_of,
    our_models,
    rights_by_model,
    sync_staff_groups,
)
from jitco_portal.common.models import GroupPermissionEvent, User
from jitco_portal.common.sample_gate import SampleDataRefused, refuse_unless_samples_are_welcome
from tests.factories import make_country, make_staff

OUR_LABELS = {model._meta.app_label for model in our_models()}
pytestmark = pytest.mark.django_db


def names(group):
    return {
        f"{each.content_type.app_label}.{each.codename}" for each in Group.objects.get(name=group).permissions.all()
    }


def member_of(group):
    user = make_staff()
    user.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def synced():
    sync_staff_groups()


# The table --------------------------------------------------------------------------------------------


def test_every_model_of_ours_has_a_line():
    without = {model._meta.label for model in our_models()} - {model._meta.label for model in rights_by_model()}

    assert without == set(), "add a line to the app's staff_rights.py (common: staff_groups.py)"


def test_the_table_speaks_in_known_letters():
    wrong = {
        (model._meta.label, group): rights.of(group)
        for model, rights in rights_by_model().items()
        for group in TITLES
        if rights.of(group) not in ("", "v", "vc", "vac", "vacd")
    }

    assert wrong == {}


def test_whoever_writes_also_reads():
    for group in TITLES:
        written = {(app, name.partition("_")[2]) for app, name in codenames_of(group) if name != "assign_staff_groups"}
        assert {(app, f"view_{model}") for app, model in written} <= codenames_of(group)


def test_auditor_sees_everything_and_changes_nothing(synced):
    assert names(AUDITOR) == {f"{model._meta.app_label}.view_{model._meta.model_name}" for model in rights_by_model()}


EDITOR_DECIDES_NOTHING = (
    *("approval", "organizationmeasure", "countrymeasure", "listedition", "listentry", "permit", "sanction"),
    *("agreement", "allowance", "claim", "listingapplication", "profileproposal", "proposedchange", "membership"),
    *("invitation", "programme", "counterpart", "report", "user", "group", "outboxmessage", "legaltext", "consent"),
    *("dataprotectionregime", "publicidseries"),
)


@pytest.mark.parametrize("model", EDITOR_DECIDES_NOTHING)
def test_editor_decides_no_standing_and_opens_no_access(synced, model):
    written = {f"{verb}_{model}" for verb in ("add", "change", "delete")}

    assert {name.partition(".")[2] for name in names(EDITOR)} & written == set()


def test_editor_writes_content(synced):
    content = ("countrysection", "procedurestep", "notice", "countryfigure", "governmenttalk", "fee", "partnership")

    assert {f"{verb}_{model}" for model in content for verb in ("view", "add", "change")} <= {
        name.partition(".")[2] for name in names(EDITOR)
    }


def test_editor_reads_no_mail_and_no_list_of_people(synced):
    assert not {"common.view_outboxmessage", "common.view_user", "common.view_consent"} & names(EDITOR)


def test_publisher_changes_no_rights_of_people(synced):
    people = {"user", "group", "permission", "legaltext", "unsubscription"}
    changes = {name for name in names(PUBLISHER) if name.partition(".")[2].startswith(("add_", "change_", "delete_"))}

    assert {name.partition("_")[2] for name in changes} & people == set()
    assert ASSIGN not in names(PUBLISHER)


def test_system_administrator_changes_no_content(synced):
    ours = {"user", "membership", "invitation", "outboxmessage", "legaltext", "unsubscription"}
    changes = {name for name in names(SYSTEM_ADMINISTRATOR) if "view_" not in name}

    assert {name.partition(".")[2].partition("_")[2] for name in changes} == {*ours, "staff_groups"}


def test_rows_of_the_libraries_are_only_looked_at(synced):
    others = {name for group in TITLES for name in names(group) if name.partition(".")[0] not in OUR_LABELS}

    assert others == {
        "auth.view_group",
        "account.view_emailaddress",
        "mfa.view_authenticator",
        "usersessions.view_usersession",
    }


# The command ------------------------------------------------------------------------------------------


def test_command_makes_the_groups_and_says_so(capsys):
    call_command("sync_staff_groups")
    first = capsys.readouterr().out
    call_command("sync_staff_groups")
    second = capsys.readouterr().out

    assert list(Group.objects.order_by("pk").values_list("name", flat=True)) == list(TITLES)
    assert first.splitlines()[2] == f"auditor: {len(rights_by_model())} permissions given or taken"
    assert second.splitlines() == [f"{name}: 0 permissions given or taken" for name in TITLES]


def test_second_run_writes_no_history(synced):
    before = GroupPermissionEvent.objects.count()

    sync_staff_groups()

    assert GroupPermissionEvent.objects.count() == before > 0


def test_history_names_the_command(synced):
    assert {event.pgh_context.metadata.get("command") for event in GroupPermissionEvent.objects.all()} == {
        "sync_staff_groups"
    }


def test_what_was_set_by_hand_is_put_back(synced):
    editor, auditor = Group.objects.get(name=EDITOR), Group.objects.get(name=AUDITOR)
    editor.permissions.add(Permission.objects.get(codename="change_approval"))
    auditor.permissions.clear()

    changed = sync_staff_groups()

    assert "organizations.change_approval" not in names(EDITOR)
    assert changed == {**dict.fromkeys(TITLES, 0), EDITOR: 1, AUDITOR: len(rights_by_model())}


def test_other_groups_are_left_alone(synced):
    other = Group.objects.create(name="Interns")
    other.permissions.add(Permission.objects.get(codename="view_country"))

    sync_staff_groups()

    assert names("Interns") == {"countries.view_country"}


def test_people_keep_their_groups(synced):
    user = member_of(EDITOR)

    sync_staff_groups()

    assert [group.name for group in user.groups.all()] == [EDITOR]


def test_a_database_with_nothing_but_the_groups_still_takes_samples(synced):
    with override_settings(EMBEDDED_DATABASE=False, SAMPLE=True):
        refuse_unless_samples_are_welcome()
        make_country()
        with pytest.raises(SampleDataRefused):
            refuse_unless_samples_are_welcome()
