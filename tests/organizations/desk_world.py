"""Rows of the Affairs Dept.'s own work: imports of lists, duplicates, merges, yearly re-checks."""

import datetime
import hashlib
import uuid
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from organizations.models import (
    DuplicatePair,
    ListHeading,
    ListImport,
    ListMapping,
    ListRow,
    Merge,
    MergeMove,
    Recheck,
    RecheckCampaign,
)
from tests.factories import make_counterpart, make_country, make_organization, make_programme, make_staff

numbers = count(1)
SAMPLE_LIST = "Số giấy phép,Tên doanh nghiệp\n12/GP,Công ty Mẫu Hoa Sen\n".encode()


def make_list_import(country=None, *, content=SAMPLE_LIST, **values):
    """A list of approvals that was uploaded, with its file; nothing was read of it yet."""
    if values.get("kind") != "permits":
        country = country or make_country()
        values.setdefault("issuer", make_counterpart(country))
    if values.get("kind", "approvals") in ("approvals", "permits"):
        values.setdefault("programme", make_programme())
    values = {
        "kind": "approvals",
        "country": country,
        "published_on": datetime.date(2026, 11, 1),
        "source": f"Sample list {next(numbers)}",
        "source_url": "https://example.org/list",
        "file_name": "list.csv",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "uploaded_by": values.get("uploaded_by") or make_staff(),
        **values,
    }
    if "file" not in values:
        values["file"] = default_storage.save(f"list_imports/{uuid.uuid4().hex}.csv", ContentFile(content))
    return ListImport.objects.create(**values)


def make_list_row(list_import=None, **values):
    """A row that names a new organization."""
    said = {
        **dict.fromkeys(("name", "name_en", "number", "date", "until", "address", "website", "kind", "reason"), ""),
        "phones": [],
        **values.pop("said", {"name": f"Công ty Mẫu {next(numbers)}"}),
    }
    values = {"line": next(numbers), "result": ListRow.Result.NEW, "said": said, **values}
    return ListRow.objects.create(list_import=list_import or make_list_import(state="compared", version=1), **values)


def make_list_heading(**values):
    text = values.pop("text", f"Sample heading {next(numbers)}")
    values = {"folded": text.lower(), "field": "name", "language": "en", **values}
    return ListHeading.objects.create(text=text, **values)


def make_list_mapping(issuer=None, **values):
    values = {"kind": "approvals", "headings": {"ten doanh nghiep": "name"}, **values}
    return ListMapping.objects.create(issuer=issuer or make_counterpart(), **values)


def make_duplicate_pair(first=None, second=None, **values):
    first = first or make_organization()
    second = second or make_organization(first.country)
    first, second = sorted((first, second), key=lambda each: each.pk)
    return DuplicatePair.objects.create(first=first, second=second, **{"score": 90, "reasons": [], **values})


def make_merge(kept=None, absorbed=None, **values):
    """The row alone: what a merge moves is the work of its service."""
    kept = kept or make_organization()
    absorbed = absorbed or make_organization(kept.country)
    values = {"merged_by": values.get("merged_by") or make_staff(), **values}
    return Merge.objects.create(kept=kept, absorbed=absorbed, **values)


def make_merge_move(merge=None, **values):
    values = {"model": "organizations.Organization", "object_pk": 1, "before": {}, "after": {}, **values}
    return MergeMove.objects.create(merge=merge or make_merge(), **values)


def make_campaign(**values):
    values = {
        "name": f"Sample re-check {next(numbers)}",
        "opens_on": datetime.date(2026, 11, 1),
        "deadline_on": datetime.date(2026, 12, 15),
        **values,
    }
    return RecheckCampaign.objects.create(**values)


def make_recheck(campaign=None, organization=None, **values):
    return Recheck.objects.create(
        campaign=campaign or make_campaign(), organization=organization or make_organization(), **values
    )
