"""People and files for the tests of consultation support."""

from hashlib import sha256
from io import BytesIO

from django.contrib.auth.models import Group
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from jitco_portal.common.accounts.staff_groups import sync_staff_groups
from jitco_portal.common.uploads import CheckedFile
from materials.services import enquiries
from materials.services.enquiry_files import lay_away
from organizations.models import Role
from tests import factories as make
from tests.materials import world

PDF = b"%PDF-1.7 a sample"
TEXT = "A trainee wants to move out of the dormitory. What has to be done?"


def staff(group="editor", **values):
    sync_staff_groups()
    user = make.make_staff(**values)
    user.groups.add(Group.objects.get(name=group))
    return user


def checked(name="contract.pdf", content=PDF):
    file = File(BytesIO(content), name=name)
    digest = sha256(content).hexdigest()
    return CheckedFile(file=file, name=name, type="application/pdf", size=len(content), sha256=digest)


def uploaded(name="contract.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def laid(files):
    """Laid away by somebody, to be sent by anybody."""
    return lay_away(files, by=make.make_user())


def make_asker(**values):
    """An editor with an organization of their own."""
    return world.make_member(role=Role.EDITOR, **values)


def ask(member=None, **values):
    member = member or make_asker()
    values = {"topic": "programme", "country": None, "subject": "May a trainee move?", "text": TEXT, **values}
    return enquiries.ask(organization=member.organization, by=member.user, **values)
