"""What each group of staff may do with the rows of materials, orders and enquiries."""

from __future__ import annotations

from django.db.models import Model

from jitco_portal.common.accounts.staff_groups import CONTENT, Rights
from materials.models import (
    Download,
    DownloadFigure,
    Edition,
    EditionFile,
    EditionReader,
    Enquiry,
    EnquiryFile,
    EnquiryMessage,
    FileCare,
    FilePreview,
    Material,
    Order,
    OrderLine,
    PrintedCopy,
    ProgrammeStep,
    QuestionAnswer,
    ShareKey,
    Upload,
)

# What belongs to a draft: a file that is put right may go. The database keeps those of published editions.
_PARTS = Rights("vacd", "vacd", "v")
# Written by what people and services do; nobody writes or deletes such a row at the desk.
_LOOKED_AT = Rights("v", "v", "v")
# Who read what and when: shown nowhere at the desk.
_NOBODYS_BUSINESS = Rights("", "", "")


def staff_rights() -> dict[type[Model], Rights]:
    return {
        # Editors write drafts and texts; whoever may delete an edition publishes and withdraws editions.
        Material: CONTENT,
        Edition: CONTENT,
        EditionFile: _PARTS,
        Upload: _PARTS,
        PrintedCopy: CONTENT,
        FileCare: _LOOKED_AT,
        FilePreview: _LOOKED_AT,
        # It opens what is shown to few; ended, never deleted.
        ShareKey: Rights("v", "vac", "v"),
        DownloadFigure: _LOOKED_AT,
        Download: _NOBODYS_BUSINESS,
        EditionReader: _NOBODYS_BUSINESS,
        # Placed by organizations; publishers confirm, pack, send and cancel.
        Order: Rights("v", "vc", "v"),
        OrderLine: _LOOKED_AT,
        # Everybody of the Affairs Dept. answers; publishers publish what others may read of it.
        # Whoever runs the portal needs none of these words.
        Enquiry: Rights("vc", "vc", ""),
        EnquiryMessage: Rights("vac", "vac", ""),
        EnquiryFile: Rights("vac", "vac", ""),
        QuestionAnswer: CONTENT,
        ProgrammeStep: CONTENT,
    }
