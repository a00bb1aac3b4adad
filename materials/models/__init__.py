"""Models of materials and enquiries, by subject."""

from materials.models import derived  # noqa: F401 (its triggers)
from materials.models.downloads import DailySalt, Download, DownloadFigure, EditionReader, ReaderKind
from materials.models.editions import (
    Edition,
    EditionFile,
    EditionState,
    FileCare,
    FilePreview,
    PrintedCopy,
    Scan,
)
from materials.models.enquiries import (
    Enquiry,
    EnquiryFile,
    EnquiryMessage,
    EnquiryState,
    QuestionAnswer,
    Topic,
)
from materials.models.materials import Access, Material, ShareKey
from materials.models.orders import Order, OrderLine, OrderState
from materials.models.programme import ProgrammeStep
from materials.models.uploads import Upload

__all__ = [
    "Access",
    "DailySalt",
    "Download",
    "DownloadFigure",
    "Edition",
    "EditionFile",
    "EditionReader",
    "EditionState",
    "Enquiry",
    "EnquiryFile",
    "EnquiryMessage",
    "EnquiryState",
    "FileCare",
    "FilePreview",
    "Material",
    "Order",
    "OrderLine",
    "OrderState",
    "PrintedCopy",
    "ProgrammeStep",
    "QuestionAnswer",
    "ReaderKind",
    "Scan",
    "ShareKey",
    "Topic",
    "Upload",
]
