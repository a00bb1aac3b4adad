"""The desk of materials, editions and links: who may do what, what each page says will happen, what stays closed."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.accounts.staff_groups import AUDITOR, EDITOR, PUBLISHER
from materials.models import DownloadFigure, Edition, EditionReader, EditionState, FileCare, PrintedCopy, ShareKey
from materials.tasks import prepare_file
from tests.factories import make_operation, make_staff, make_user
from tests.materials.desk import address, log_in_staff, text
from tests.materials.world import make_edition, make_file, make_material, make_printed, make_share_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_desk")]
DRAFT = EditionState.DRAFT
EMPTY_PRINTED = {"printed-TOTAL_FORMS": 0, "printed-INITIAL_FORMS": 0}


def deeds(client, edition) -> list[str]:
    return [str(each.title) for each in client.get(address("edition_change", edition.pk)).context["deeds"]]


# Materials ----------------------------------------------------------------------------------------------


def test_a_material_is_written_with_its_lists_in_one_order(client):
    log_in_staff(client, EDITOR)
    operation = make_operation()
    values = {
        "kind": "textbook",
        "title_en": "New (sample)",
        "title_ja": "新しい教材（見本）",
        "audiences": ["trainees", "sending"],
        "original_language": "ja",
        "wanted_languages": ["vi", "id"],
        "operations": [operation.pk],
        "access": "sending",
        "editions-TOTAL_FORMS": 0,
        "editions-INITIAL_FORMS": 0,
        "_history_reason": "The Affairs Dept. asked for it",
    }

    answer = client.post(address("material_add"), values)

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    material = operation.materials.get()
    assert (material.audiences, sorted(material.wanted_languages)) == (["sending", "trainees"], ["id", "vi"])
    assert (material.is_listed, material.access) == (False, "sending")
    page = client.get(address("material_change", material.pk))
    assert page.context["history"][-1].why == "The Affairs Dept. asked for it"


def test_an_unknown_language_is_refused_by_its_field(client):
    log_in_staff(client, EDITOR)

    answer = client.post(address("material_add"), {"original_language": "xx", "wanted_languages": ["yy"]})

    errors = answer.context["adminform"].form.errors
    assert errors["original_language"] == ["Choose a language of the list."]
    assert "wanted_languages" in errors


def test_the_page_of_a_material_leads_to_its_editions_and_marks_the_stale(client):
    log_in_staff(client, EDITOR)
    material = make_material()
    source = make_edition(material, version="1")
    translation = make_edition(material, "vi", translation_of=source)
    make_edition(material, version="2")

    page = client.get(address("material_change", material.pk))

    assert address("edition_change", translation.pk) in page.content.decode()
    assert "older than its source today" in text(page)


# Who decides who sees what is published -------------------------------------------------------------------


def material_values(material, **values):
    """What the page of a material sends, as whoever looks at it sees it."""
    return {
        **{name: getattr(material, name) for name in ("kind", "title_en", "title_ja", "access", "original_language")},
        **({"is_listed": "on"} if material.is_listed else {}),
        "editions-TOTAL_FORMS": 0,
        "editions-INITIAL_FORMS": 0,
        **values,
    }


OPENED = {"access": "everybody", "is_listed": "on", "title_en": "Corrected (sample)", "original_language": "en"}


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_editors_correct_a_material_and_open_nothing_of_it_that_was_published(client, state):
    material = make_material(access="sending", is_listed=False)
    file = make_edition(material, state=state).files.get()
    log_in_staff(client, EDITOR)
    page = address("material_change", material.pk)

    shown = text(client.get(page))
    assert client.post(page, material_values(material, **OPENED)).status_code == 302

    assert "from then on publishers decide this" in shown
    material.refresh_from_db()
    assert (material.title_en, material.original_language) == ("Corrected (sample)", "ja")
    assert (material.access, material.is_listed) == ("sending", False)
    client.logout()
    assert client.get(f"/en/materials/files/{file.pk}/").status_code == 404


def test_editors_say_who_is_meant_while_nothing_is_published_and_publishers_always(client):
    draft, published = make_material(access="sending"), make_material(access="sending")
    make_edition(draft, state=DRAFT)
    make_edition(published)

    for group, material in ((EDITOR, draft), (PUBLISHER, published)):
        log_in_staff(client, group)
        page = address("material_change", material.pk)
        assert client.post(page, material_values(material, **OPENED)).status_code == 302
        material.refresh_from_db()
        assert (material.access, material.is_listed) == ("everybody", True)


def test_editors_open_nothing_by_going_back_to_what_stood_once(client):
    material = make_material(access="everybody", title_en="Once (sample)")
    make_edition(material)
    for name, value in (("title_en", "Now (sample)"), ("access", "sending")):
        setattr(material, name, value)
        material.save()
    of_title, of_access = material.events.filter(pgh_label="update").order_by("pgh_id").values_list("pgh_id", flat=True)

    def go_back(event):
        page = f"/en/admin/materials/material/{material.pk}/history/materialevent/{event}/revert/"
        return client.post(page, {"_history_reason": "It was right"}).status_code

    log_in_staff(client, EDITOR)
    assert (go_back(of_title), go_back(of_access)) == (302, 200)
    material.refresh_from_db()
    assert (material.title_en, material.access) == ("Once (sample)", "sending")
    log_in_staff(client, PUBLISHER)
    assert go_back(of_access) == 302
    material.refresh_from_db()
    assert material.access == "everybody"


@pytest.mark.parametrize("change", ["access", "file", "notes"])
def test_a_publisher_publishes_what_they_saw_for_whom_they_saw(client, change):
    material = make_material(access="sending")
    edition = make_edition(material, state=DRAFT)
    log_in_staff(client, PUBLISHER)
    page = address("edition_publish", edition.pk)

    def seen():
        return {"seen": client.get(page).context["seen"]}

    before = seen()
    if change == "access":
        material.access = "everybody"
        material.save()
    elif change == "file":
        make_file(edition)
    else:
        Edition.objects.filter(pk=edition.pk).update(notes_en="Another note")
    refused = client.post(page, before, follow=True)

    edition.refresh_from_db()
    assert (edition.state, "changed something meanwhile" in text(refused)) == (DRAFT, True)
    client.post(page, seen())
    edition.refresh_from_db()
    assert edition.state == "published"


# Editions: who may do what ------------------------------------------------------------------------------


def test_what_each_group_may_do_with_an_edition(client):
    draft, published, withdrawn = (make_edition(state=state) for state in (DRAFT, "published", "withdrawn"))
    found = {}
    for group in (EDITOR, PUBLISHER, AUDITOR):
        log_in_staff(client, group)
        found[group] = [deeds(client, each) for each in (draft, published, withdrawn)]

    assert found == {
        EDITOR: [[], ["Make the next edition"], ["Make the next edition"]],
        PUBLISHER: [["Publish"], ["Make the next edition", "Withdraw"], ["Make the next edition"]],
        AUDITOR: [[], [], []],
    }


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("group", [EDITOR, AUDITOR])
def test_the_pages_of_publishers_are_closed_to_others(client, group, method):
    log_in_staff(client, group)
    draft, published = make_edition(state=DRAFT), make_edition()
    closed = [address("edition_publish", draft.pk), address("edition_withdraw", published.pk)]
    if group == AUDITOR:
        closed += [address("edition_next", published.pk)]
        closed += [address("edition_remove_file", draft.pk, draft.files.get().pk)]

    assert {page: getattr(client, method)(page).status_code for page in closed} == dict.fromkeys(closed, 403)

    for edition in (draft, published):
        before = edition.state
        edition.refresh_from_db()
        assert edition.state == before
    assert draft.files.count() == 1


def test_staff_without_rights_see_no_page_of_an_edition(client):
    edition = make_edition()
    client.force_login(make_staff())

    for page in ("change", "publish", "withdraw", "next"):
        assert client.get(address(f"edition_{page}", edition.pk)).status_code == 403, page


# Editions: writing --------------------------------------------------------------------------------------


def test_a_draft_is_written_and_its_translation_fits(client):
    log_in_staff(client, EDITOR)
    material = make_material()
    source, foreign = make_edition(material), make_edition()
    values = {"material": material.pk, "language": "vi", "version": "1", "dated": "2026-11", **EMPTY_PRINTED}

    for wrong, told in (
        (foreign, "This is an edition of another material."),
        (make_edition(material, "vi"), "It is in the same language: nothing was translated."),
    ):
        answer = client.post(address("edition_add"), {**values, "translation_of": wrong.pk})
        assert answer.context["adminform"].form.errors["translation_of"] == [told]
    answer = client.post(address("edition_add"), {**values, "translation_of": source.pk})

    made = Edition.objects.get(material=material, state=DRAFT)
    assert (answer.status_code, made.translation_of) == (302, source)


def test_the_source_of_a_translation_is_proposed(client):
    log_in_staff(client, EDITOR)
    material = make_material()
    make_edition(material)
    latest = make_edition(material)

    page = client.get(address("edition_add"), {"material": material.pk, "language": "vi"})

    assert page.context["adminform"].form.initial["translation_of"] == latest


def test_the_same_version_twice_is_refused_by_its_field(client):
    log_in_staff(client, EDITOR)
    edition = make_edition(version="3")
    values = {"material": edition.material_id, "language": "ja", "version": "3", "dated": "2026", **EMPTY_PRINTED}

    answer = client.post(address("edition_add"), values)

    assert answer.context["adminform"].form.errors["version"] == ["This edition of the language is there already."]


def test_what_is_published_is_looked_at_but_its_stock_and_prices_change(client):
    log_in_staff(client, PUBLISHER)
    copy = make_printed(make_edition(version="3"), stock=50)
    page = address("edition_change", copy.edition_id)
    assert set(client.get(page).context["adminform"].form.fields) == set()
    values = {
        "version": "4",
        "dated": "1999",
        "printed-TOTAL_FORMS": 1,
        "printed-INITIAL_FORMS": 1,
        "printed-0-id": copy.pk,
        "printed-0-edition": copy.edition_id,
        "printed-0-price_member": 500,
        "printed-0-price_general": 900,
        "printed-0-stock": 12,
        "printed-0-most_per_order": 10,
    }

    answer = client.post(page, values)

    assert answer.status_code == 302
    copy.refresh_from_db()
    assert (copy.stock, copy.price_general, copy.is_orderable, copy.edition.version) == (12, 900, False, "3")


def test_members_pay_no_more_than_others(client):
    log_in_staff(client, PUBLISHER)
    copy = make_printed()
    values = {"price_member": 900, "price_general": 500, "stock": 1, "most_per_order": 1}

    answer = client.post(address("printedcopy_change", copy.pk), values)

    assert answer.context["adminform"].form.errors["price_member"] == ["Members pay no more than others."]


def test_a_draft_is_deleted_and_what_was_published_is_not(client):
    log_in_staff(client, PUBLISHER)
    draft, published = make_edition(state=DRAFT, files=0), make_edition()

    assert client.post(address("edition_delete", published.pk), {"post": "yes"}).status_code == 403
    assert client.post(address("edition_delete", draft.pk), {"post": "yes"}).status_code == 302

    assert list(Edition.objects.all()) == [published]


# Editions: publishing and withdrawing -------------------------------------------------------------------


def test_the_page_says_what_is_missing_and_what_will_happen(client):
    log_in_staff(client, PUBLISHER)
    material = make_material()
    old = make_edition(material, version="2")
    for _number in range(3):
        EditionReader.objects.create(user=make_user(), edition=old, at=timezone.now())
    EditionReader.objects.create(user=make_user(is_active=False), edition=old, at=timezone.now())
    draft = make_edition(material, version="3", state=DRAFT, files=0)
    page = address("edition_publish", draft.pk)

    shown = client.get(page)
    assert "There is no file, and no copy in print can be ordered." in text(shown)
    assert "Publish the edition" not in text(shown)
    assert "something is missing" in text(client.post(page, follow=True))

    make_file(draft)
    shown = text(client.get(page))
    assert "It takes the place of the edition 2" in shown
    assert "3 people downloaded an earlier edition and are told by mail" in shown


def test_publishing_is_told_once_and_stands_in_the_history_with_its_reason(client):
    staff = log_in_staff(client, PUBLISHER)
    draft = make_edition(state=DRAFT)
    page = address("edition_publish", draft.pk)

    first = client.post(page, {"_history_reason": "Checked by the Affairs Dept."}, follow=True)
    second = client.post(page, follow=True)

    assert "The edition is published." in text(first)
    assert "published already" in text(second)
    draft.refresh_from_db()
    assert (draft.state, draft.published_by) == (EditionState.PUBLISHED, staff)
    entry = client.get(address("edition_change", draft.pk)).context["history"][0]
    assert (entry.who, entry.why) == (str(staff), "Checked by the Affairs Dept.")
    assert "published already" in text(client.get(page, follow=True))


def test_withdrawing_asks_for_both_reasons_and_keeps_what_was_typed(client):
    log_in_staff(client, PUBLISHER)
    material = make_material()
    edition, successor = make_edition(material), make_edition(material, "vi")
    EditionReader.objects.create(user=make_user(), edition=edition, at=timezone.now())
    page = address("edition_withdraw", edition.pk)
    assert "1 person downloaded it and is told by mail" in text(client.get(page))

    answer = client.post(page, {"because_en": "Table 3 was wrong.", "because_ja": " ", "successor": "abc"})
    assert set(answer.context["form"].errors) == {"because_ja", "successor"}
    assert "Table 3 was wrong." in answer.content.decode()

    values = {"because_en": "Table 3 was wrong.", "because_ja": "表3に誤りがありました。", "successor": successor.pk}
    assert "The edition is withdrawn" in text(client.post(page, values, follow=True))
    edition.refresh_from_db()
    assert (edition.state, edition.successor) == (EditionState.WITHDRAWN, successor)
    assert "cannot be withdrawn" in text(client.post(page, values, follow=True))


def test_the_next_edition_is_made_by_editors_and_says_what_is_there(client):
    log_in_staff(client, EDITOR)
    edition = make_edition(version="2026-12")
    page = address("edition_next", edition.pk)
    assert client.get(page).context["drafts"] == []

    answer = client.post(page)

    made = Edition.objects.get(state=DRAFT)
    assert (made.version, answer.headers["Location"]) == ("2027-01", address("edition_change", made.pk))
    assert client.get(page).context["drafts"] == [made]


def test_a_file_is_removed_from_a_draft_on_a_page_of_its_own(client):
    log_in_staff(client, EDITOR)
    draft, published = make_edition(state=DRAFT), make_edition()
    page = address("edition_remove_file", draft.pk, draft.files.get().pk)
    assert page in client.get(address("edition_change", draft.pk)).content.decode()

    assert draft.files.get().name in text(client.get(page))
    assert "The file was removed." in text(client.post(page, follow=True))
    assert "removed already" in text(client.post(page, follow=True))
    foreign = address("edition_remove_file", draft.pk, published.files.get().pk)
    assert "removed already" in text(client.post(foreign, follow=True))
    kept = address("edition_remove_file", published.pk, published.files.get().pk)
    assert "its files stay as they are" in text(client.post(kept, follow=True))

    assert (draft.files.count(), published.files.count()) == (0, 1)


def test_files_are_added_to_drafts_by_whoever_may(client):
    draft, published = make_edition(state=DRAFT), make_edition()
    link = address("edition_upload", draft.pk)
    shown = {}
    for group in (EDITOR, AUDITOR):
        log_in_staff(client, group)
        shown[group] = link in client.get(address("edition_change", draft.pk)).content.decode()
        assert "/upload/" not in client.get(address("edition_change", published.pk)).content.decode()

    assert shown == {EDITOR: True, AUDITOR: False}


# Links for participants ---------------------------------------------------------------------------------


def new_link(client, *materials, **values):
    until = timezone.localtime() + datetime.timedelta(days=30)
    values = {
        "title": "Seminar (sample)",
        "materials": [material.pk for material in materials],
        "opens_until_0": until.date(),
        "opens_until_1": "18:00",
        **values,
    }
    return client.post(address("sharekey_add"), values, follow=True)


def test_the_link_is_shown_once_and_opens_the_materials(client, settings):
    staff = log_in_staff(client, PUBLISHER)
    material = make_material(access="participants")

    shown = new_link(client, material)

    key = ShareKey.objects.get()
    found = re.findall(r'id="share-link-(en|ja)" type="text" readonly value="([^"]+)"', shown.content.decode())
    links = {code: link.partition(f"/{code}/materials/shared/")[2] for code, link in found}
    link = found[0][1]
    token = link.rstrip("/").rpartition("/")[2]
    assert (key.created_by, key.token_hash) == (staff, ShareKey.hash_of(token))
    assert link.startswith(settings.SITE_URL)
    assert links == {"en": f"{token}/", "ja": f"{token}/"}
    assert shown["Cache-Control"] == "private, no-store"
    again = client.get(address("sharekey_link", key.pk))
    assert "nobody can show it again" in text(again)
    assert token not in again.content.decode()
    assert token not in client.get(address("sharekey_change", key.pk)).content.decode()
    assert token not in str(client.session.items())


def test_rows_that_point_at_an_edition_are_called_what_they_are(client):
    log_in_staff(client, PUBLISHER)

    page = text(client.get(address("edition_change", make_edition().pk)))

    assert "Translations of this edition" in page
    assert "Withdrawn editions that this one replaces" in page
    assert "Editions: translated from" not in page


def test_a_link_has_an_end_and_not_a_late_one(client):
    log_in_staff(client, PUBLISHER)
    now = timezone.localtime()

    for days, told in ((-1, "This time has passed."), (400, "A link is open for a year at most.")):
        day = (now + datetime.timedelta(days=days)).date()
        answer = new_link(client, make_material(), opens_until_0=day)
        assert answer.context["adminform"].form.errors["opens_until"] == [told]

    assert not ShareKey.objects.exists()


def test_a_link_is_ended_for_good(client):
    log_in_staff(client, PUBLISHER)
    key = make_share_key(make_material())
    page = address("sharekey_end", key.pk)

    assert "is ended" in text(client.post(page, follow=True))
    assert "ended already" in text(client.post(page, follow=True))

    assert not ShareKey.objects.open().exists()
    until = (timezone.localtime() + datetime.timedelta(days=9)).date()
    values = {"title": "Opened again", "opens_until_0": until, "opens_until_1": "18:00"}
    assert client.post(address("sharekey_change", key.pk), values).status_code == 403
    assert client.post(address("sharekey_delete", key.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("group", [EDITOR, AUDITOR])
def test_links_are_made_and_ended_by_publishers_only(client, group):
    log_in_staff(client, group)
    key = make_share_key(make_material())

    assert client.get(address("sharekey_add")).status_code == 403
    assert client.get(address("sharekey_link", key.pk)).status_code == 403
    assert client.post(address("sharekey_end", key.pk)).status_code == 403
    assert "End the link" not in text(client.get(address("sharekey_change", key.pk)))

    assert ShareKey.objects.open().count() == 1


# Care and figures ---------------------------------------------------------------------------------------


def test_files_are_read_anew_by_who_may_change_editions(client):
    file = make_edition().files.get()
    FileCare.objects.filter(file=file).update(preparation=FileCare.Preparation.DONE)
    post = {"action": "read_anew", "_selected_action": [file.pk]}

    log_in_staff(client, AUDITOR)
    client.post(address("filecare_changelist"), post)
    assert not ProcrastinateJob.objects.filter(task_name=prepare_file.name).exists()

    log_in_staff(client, EDITOR)
    assert "1 file is read anew." in text(client.post(address("filecare_changelist"), post, follow=True))
    assert ProcrastinateJob.objects.get(task_name=prepare_file.name).args == {"file_pk": file.pk}
    assert FileCare.objects.get(file=file).preparation == FileCare.Preparation.WAITING


@pytest.mark.parametrize("model", ["filecare", "downloadfigure"])
def test_what_the_portal_writes_is_looked_at_only(client, model):
    log_in_staff(client)
    file = make_edition().files.get()
    figure = DownloadFigure.objects.create(file=file, day="2026-11-01", reader_kind="visitor", count=3)
    row = figure if model == "downloadfigure" else file.care

    assert client.get(address(f"{model}_change", row.pk)).status_code == 200
    assert client.post(address(f"{model}_change", row.pk), {}).status_code == 403
    assert client.get(address(f"{model}_add")).status_code == 403
    assert client.post(address(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403


# Lists --------------------------------------------------------------------------------------------------


def one_more(name):
    if name == "sharekey":
        make_share_key(make_material(), make_material())
    elif name == "printedcopy":
        make_printed()
    elif name == "downloadfigure":
        file = make_edition().files.get()
        DownloadFigure.objects.create(file=file, day="2026-11-01", reader_kind="visitor", count=3)
    else:
        material = make_material()
        make_edition(material, "vi", translation_of=make_edition(material))


@pytest.mark.parametrize("name", ["material", "edition", "printedcopy", "sharekey", "filecare", "downloadfigure"])
def test_a_list_asks_as_much_for_three_rows_as_for_one(client, name):
    log_in_staff(client)
    page, counts = address(f"{name}_changelist"), []
    client.get(page)
    for more in (1, 2):
        for _number in range(more):
            one_more(name)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["material_change", "edition_change"])
def test_a_page_asks_as_much_for_three_rows_as_for_one(client, page):
    log_in_staff(client)
    material = make_material()
    source = make_edition(material, "ja", state=DRAFT if page == "edition_change" else "published")
    shown = address(page, source.pk if page == "edition_change" else material.pk)
    client.get(shown)
    counts = []
    for more in (1, 2):
        for _number in range(more):
            if page == "edition_change":
                FileCare.objects.filter(file=make_file(source)).update(preparation=FileCare.Preparation.DONE)
            else:
                make_edition(material, "vi", translation_of=source)
        with CaptureQueriesContext(connection) as queries:
            client.get(shown)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert PrintedCopy.objects.count() == 0
