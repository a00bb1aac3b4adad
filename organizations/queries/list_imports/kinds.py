"""Words of lists for kinds of measures and permits, and for whether something still stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jitco_portal.common.folding import fold
from organizations.models import OrganizationMeasure, Permit

# Folded; the first that stands in the cell is meant.
MEASURES = (
    (OrganizationMeasure.Kind.REVOCATION, ("revo", "cancel", "withdraw", "remov", "delist", "deregist", "terminat")),
    (
        OrganizationMeasure.Kind.REVOCATION,
        ("thu hoi", "rut", "cham dut", "xoa", "cabut", "dihapus", "取消", "取り消", "削除"),
    ),
    (
        OrganizationMeasure.Kind.REVOCATION,
        ("取り消し", "抹消", "廃止", "เพิกถอน", "吊销", "撤销", "注销", "хучингүй", "цуцал"),
    ),
    (OrganizationMeasure.Kind.SUSPENSION, ("suspen", "ban", "dinh chi", "tam dung", "tam dinh", "skors", "tangguh")),
    (OrganizationMeasure.Kind.SUSPENSION, ("beku", "停止", "พักใช้", "ระงับ", "暂停", "停业", "түдгэлз", "रोक")),
    (
        OrganizationMeasure.Kind.WARNING,
        ("warn", "canh cao", "nhac nho", "peringat", "警告", "注意", "ตักเตือน", "คำเตือน"),
    ),
)
PERMITS = (
    (Permit.Kind.SUPPORT, ("監理支援", "support")),
    (Permit.Kind.GENERAL, ("一般", "general")),
    (Permit.Kind.SPECIFIED, ("特定", "specified", "specific")),
)
STANDS = (
    *(
        "active",
        "approved",
        "valid",
        "accredited",
        "licensed",
        "licenced",
        "operating",
        "in force",
        "ok",
        "yes",
        "listed",
    ),
    *("dang hoat dong", "hoat dong", "con hieu luc", "hieu luc", "duoc phep", "aktif", "berlaku", "resmi"),
    *(
        "有効",
        "認定",
        "認定済",
        "許可",
        "営業中",
        "稼働中",
        "ปกติ",
        "ใช้งาน",
        "มีผล",
        "有效",
        "正常",
        "идэвхтэй",
        "хүчинтэй",
    ),
)


def measure_of(text: str) -> str:
    """The kind of measure that a cell names; blank where it names none that we know."""
    return _first(text, MEASURES)


def permit_of(text: str) -> str:
    return _first(text, PERMITS)


def stands(text: str) -> bool:
    """Whether the cell says that the approval or licence holds, and nothing else."""
    return fold(text).strip(" .()") in {fold(each) for each in STANDS}


def _first(text: str, table: Iterable[tuple[Any, tuple[str, ...]]]) -> str:
    folded = fold(text)
    for kind, words in table:
        if any(fold(word) in folded for word in words):
            return str(kind.value)
    return ""
