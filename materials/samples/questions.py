"""Fictional questions with answers that are true of the portal, and how often sample files were downloaded."""

from __future__ import annotations

import datetime

from django.utils import timezone

from countries.models import Country, Programme
from jitco_portal.common.csv_tables.tables import LoadReport
from jitco_portal.common.days import today
from materials.models import DownloadFigure, EditionFile, EditionState, QuestionAnswer, ReaderKind
from materials.samples.rows import made_from
from materials.samples.titles import TITLES

State = QuestionAnswer.State
# Topic, programme, days since it was published (none for a draft), question, answer; both in both languages.
QUESTIONS = (
    (
        "approval",
        "",
        150,
        ("Who approves a sending organization? (sample)", "送出機関を認定するのは誰ですか（見本）"),
        (
            "The government of the sending country.\n\nJITCO approves nobody: it passes on what governments publish, "
            "with the day and the source.",
            "送出し国の政府です。\n\nJITCOが認定することはありません。各国政府の公表内容を、日付と出典を添えてお伝えしています。",
        ),
    ),
    (
        "esd",
        "esd",
        40,
        (
            "Does our approval for TITP count for ESD too? (sample)",
            "技能実習の認定は、育成就労でも有効ですか（見本）",
        ),
        (
            "We found no source that says so.\n\n- Memoranda are made for each programme.\n"
            "- The page on TITP and ESD says what is known, and what is not.",
            "そのように述べた出典は確認できていません。\n\n- 協力覚書は制度ごとに取り交わされます。\n"
            "- 「技能実習と育成就労」のページに、わかっていることと、わかっていないことを載せています。",
        ),
    ),
    (
        "materials",
        "",
        70,
        (
            "A download breaks off on our line. What can we do? (sample)",
            "回線が不安定で、ダウンロードが途中で切れます（見本）",
        ),
        (
            "Start it again in the same browser or download program: it goes on where it stopped. "
            "The page of the file shows its size and its checksum, by which you know that all of it came.",
            "同じブラウザーやダウンロード用ソフトでもう一度始めてください。途中から続きます。"
            "ファイルのページに大きさとチェックサムがありますので、すべて届いたことを確かめられます。",
        ),
    ),
    (
        "portal",
        "",
        20,
        ("How do we put our profile right? (sample)", "団体のプロフィールを直すには（見本）"),
        (
            "Administrators and editors of an organization propose a change on its page; staff of JITCO publish it.",
            "団体の管理者又は編集者の方が団体のページから変更を申請し、JITCOの担当者が公開します。",
        ),
    ),
    (
        "fees",
        "",
        None,
        ("Which fees may we take from a trainee? (sample draft)", "技能実習生から徴収できる費用は（見本の下書き）"),
        ("A draft for the desk.", "担当者のための下書きです。"),
    ),
)
DAYS_OF_FIGURES = 30


def load_questions() -> list[LoadReport]:
    report = LoadReport(str(QuestionAnswer._meta.verbose_name_plural))
    events = QuestionAnswer.pgh_event_model.objects  # type: ignore[attr-defined]
    for topic, programme, days, question, answer in QUESTIONS:
        if events.filter(question_en=question[0], is_sample=True).exists():
            report.unchanged += 1
            continue
        published = None if days is None else timezone.now() - datetime.timedelta(days=days)
        QuestionAnswer.objects.create(
            topic=topic,
            programme=Programme.objects.filter(code=programme).first(),
            question_en=question[0],
            question_ja=question[1],
            answer_en=answer[0],
            answer_ja=answer[1],
            state=State.DRAFT if published is None else State.PUBLISHED,
            published_at=published,
            checked_on=published and timezone.localdate(published),
            is_sample=True,
        )
        report.added += 1
    return [report]


def load_figures() -> list[LoadReport]:
    """Thirty days of the first sample, once, before this month: what is over is told."""
    report = LoadReport(str(DownloadFigure._meta.verbose_name_plural))
    material = made_from(TITLES[0])
    files = EditionFile.objects.filter(edition__material=material, edition__state=EditionState.PUBLISHED)
    if material is None or DownloadFigure.objects.filter(file__in=files).exists():
        report.unchanged += 1
        return [report]
    country = Country.objects.filter(code="XS", is_sample=True).first()
    kinds = ((ReaderKind.VISITOR, None, 3), (ReaderKind.SENDING, country, 2), (ReaderKind.SUPERVISING, None, 1))
    rows = [
        DownloadFigure(
            file=file,
            day=today().replace(day=1) - datetime.timedelta(days=days),
            reader_kind=kind,
            country=of,
            count=1 + (days * 7 + number * 5) % (2 + most),
        )
        for number, file in enumerate(files.order_by("pk"))
        for days in range(1, DAYS_OF_FIGURES + 1, 1 + number)
        for kind, of, most in kinds
    ]
    DownloadFigure.objects.bulk_create(rows)
    report.added = len(rows)
    return [report]
