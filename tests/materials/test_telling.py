"""Who downloaded an edition is told of the next one, and of a withdrawal: once, and only who may still see it."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from jitco_portal.common.mail.unsubscribing import unsubscribe
from jitco_portal.common.models import OutboxMessage
from materials import tasks
from materials.models import EditionReader, EditionState
from materials.services import publishing, telling
from materials.services.telling import NEWER, WITHDRAWN, tell_readers
from organizations.models import Organization
from tests.factories import make_membership, make_staff, make_user
from tests.materials.world import make_edition, make_material, make_member, make_share_key

pytestmark = pytest.mark.django_db


def reads(edition, user=None, **values):
    user = user or make_user(**values)
    EditionReader.objects.create(user=user, edition=edition, at=timezone.now())
    return user


def told() -> list[tuple[str, str]]:
    """To whom, and of what."""
    mails = OutboxMessage.objects.filter(kind=telling.KIND).order_by("recipient")
    return [(mail.recipient, mail.cause) for mail in mails]


def jobs() -> list[dict]:
    """What the worker finds to do, in order; and does, as it would."""
    found = ProcrastinateJob.objects.filter(task_name=tasks.tell_readers.name, status="todo").order_by("id")
    return [job.args for job in found]


def work() -> None:
    for args in jobs():
        tasks.tell_readers.func(**args)


def publish(material, language="ja", **values):
    draft = make_edition(material, language, state=EditionState.DRAFT, **values)
    return publishing.publish(edition=draft, by=make_staff())


def withdraw(edition, **values):
    because = {"because_en": "Table 3 was wrong.", "because_ja": "表3に誤りがありました。"}
    return publishing.withdraw(edition=edition, by=make_staff(), **because, **values)


# A newer edition ----------------------------------------------------------------------------------------


def test_readers_of_any_older_edition_of_the_language_are_told_once():
    material = make_material()
    oldest = make_edition(material)
    old = make_edition(material)
    both = reads(oldest)
    reads(old, both)
    one = reads(old)
    reads(make_edition(material, "vi"))
    reads(make_edition())

    edition = publish(material)
    assert told() == []
    work()

    assert told() == [(each.email, f"edition:{edition.pk}:newer") for each in sorted((both, one), key=_address)]
    work()
    assert len(told()) == 2


def test_the_mail_speaks_the_language_of_its_reader_and_leads_to_both_addresses(settings):
    material = make_material(title_en="Safety words (sample)", title_ja="安全のことば（見本）")
    old = make_edition(material, version="2")
    english, japanese = reads(old, language="en"), reads(old, language="ja")

    edition = publish(material, version="3", notes_en="Unit 4 is new.", notes_ja="4課を加えました。")
    work()

    mail = OutboxMessage.objects.get(user=english)
    assert mail.subject == "New edition: Safety words (sample) (Japanese, edition 3)"
    assert "Unit 4 is new." in mail.body
    assert f"{settings.SITE_URL}/en/materials/editions/{edition.pk}/\n" in mail.body
    assert f"{settings.SITE_URL}/en/materials/{material.pk}/latest/ja/" in mail.body
    mail = OutboxMessage.objects.get(user=japanese)
    assert "安全のことば（見本）" in mail.subject
    assert "4課を加えました。" in mail.body
    assert f"/ja/materials/editions/{edition.pk}/" in mail.body


def test_who_has_the_new_one_already_is_not_told_of_it():
    material = make_material()
    user = reads(make_edition(material))
    edition = publish(material)
    reads(edition, user)

    work()

    assert told() == []


def test_a_first_edition_is_told_to_nobody():
    publish(make_material())

    assert jobs() == []


def test_of_two_editions_one_after_another_the_latest_is_told():
    material = make_material()
    user = reads(make_edition(material))
    publish(material)
    latest = publish(material)

    work()

    assert told() == [(user.email, f"edition:{latest.pk}:newer")]


def test_what_was_withdrawn_before_it_was_told_is_no_news():
    material = make_material()
    reads(make_edition(material))
    withdraw(publish(material))

    work()

    assert told() == []


# A withdrawal -------------------------------------------------------------------------------------------


def test_readers_of_what_was_withdrawn_are_told_why_and_what_to_use():
    material = make_material()
    older, wrong = make_edition(material), make_edition(material)
    successor = make_edition(make_material(title_en="A better one (sample)"))
    reads(older)
    user = reads(wrong)

    withdraw(wrong, successor=successor)
    work()

    assert told() == [(user.email, f"edition:{wrong.pk}:withdrawn")]
    mail = OutboxMessage.objects.get(user=user)
    assert mail.subject.startswith("Withdrawn: ")
    assert "Table 3 was wrong." in mail.body
    assert "A better one (sample)" in mail.body
    assert f"/en/materials/editions/{successor.pk}/" in mail.body


def test_a_successor_that_the_reader_may_not_see_is_not_named():
    wrong = make_edition()
    hidden = make_edition(make_material(access="sending", title_en="For few (sample)"))
    user, member = reads(wrong), reads(wrong, make_member().user)

    withdraw(wrong, successor=hidden)
    work()

    named = {mail.user: "For few" in mail.body for mail in OutboxMessage.objects.filter(kind=telling.KIND)}
    assert named == {user: False, member: True}


# Who may be told ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("news", [NEWER, WITHDRAWN])
def test_only_who_may_still_see_it_and_is_active_is_told(news):
    material = make_material(access="sending")
    old = make_edition(material)
    member = reads(old, make_member().user)
    staff = reads(old, make_staff(is_superuser=True))
    reads(old)
    reads(old, make_member(Organization.Kind.SUPERVISING).user)
    left = make_member()
    reads(old, left.user)
    left.until_on = left.from_on
    left.save()
    reads(old, make_membership(member.memberships.get().organization, user=make_user(is_active=False)).user)

    publish(material) if news == NEWER else withdraw(old)
    work()

    assert [address for address, _cause in told()] == sorted((member.email, staff.email))


@pytest.mark.parametrize("news", [NEWER, WITHDRAWN])
def test_who_has_a_link_for_participants_is_told_while_it_is_open(news):
    material = make_material(access="participants")
    old, key = make_edition(material), make_share_key(material, title="Seminar in Hue (sample)")
    ended = make_share_key(material, ended_at=timezone.now())
    of_another = make_share_key(make_edition().material)
    user, too_late, with_nothing, with_another = (make_user() for _number in range(4))
    for each, link in ((user, key), (too_late, ended), (with_nothing, None), (with_another, of_another)):
        EditionReader.objects.create(user=each, edition=old, at=timezone.now(), share_key=link)

    publish(material) if news == NEWER else withdraw(old)
    work()

    assert [address for address, _cause in told()] == [user.email]
    body = OutboxMessage.objects.get(kind=telling.KIND).body
    assert "To see it, open your link for participants first:\nSeminar in Hue (sample)" in body


def test_what_is_not_on_the_list_is_told_to_no_reader():
    material = make_material()
    reads(make_edition(material))
    material.is_listed = False
    material.save()

    publish(material)
    work()

    assert told() == []


def test_who_wants_no_such_mails_gets_none():
    material = make_material()
    user = reads(make_edition(material))
    unsubscribe(address=user.email, kind=telling.KIND)

    publish(material)
    work()

    mail = OutboxMessage.objects.get(user=user)
    assert (mail.state, mail.is_duty) == (OutboxMessage.State.UNWANTED, False)


# Many, and a job that is done again ---------------------------------------------------------------------


def test_publishing_asks_as_much_for_many_readers_as_for_none(django_assert_max_num_queries):
    material = make_material()
    old = make_edition(material)
    for _number in range(30):
        reads(old)
    draft, staff = make_edition(material, state=EditionState.DRAFT), make_staff()

    with django_assert_max_num_queries(25):
        publishing.publish(edition=draft, by=staff)

    assert OutboxMessage.objects.filter(kind=telling.KIND).count() == 0


def test_one_reader_who_cannot_be_told_stops_no_other_and_is_told_when_it_is_done_again(monkeypatch):
    material = make_material()
    old = make_edition(material)
    users = [reads(old) for _number in range(3)]
    edition = publish(material)
    queue, unlucky = telling.queue_mail, [users[1].email]

    def failing(**values):
        if values["recipient"] in unlucky:
            raise ConnectionError
        return queue(**values)

    monkeypatch.setattr(telling, "queue_mail", failing)
    with pytest.raises(telling.NotAllTold):
        tell_readers(edition_pk=edition.pk, news=NEWER)
    assert [address for address, _cause in told()] == sorted([users[0].email, users[2].email])

    unlucky.clear()
    tell_readers(edition_pk=edition.pk, news=NEWER)
    assert [address for address, _cause in told()] == sorted(user.email for user in users)


def _address(user) -> str:
    return user.email
