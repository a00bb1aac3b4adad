"""Makes the sample files anew: ``.venv/bin/python -m materials.samples.make_files``.

The files are checked in (``files/``), so that no installation needs a browser. To make them, Chromium has to be
there, the fonts of the languages (Debian: ``chromium fonts-noto-core fonts-noto-cjk``), of which each PDF takes the
letters that it uses, and ``pip install pikepdf``, which packs them to half their size. Every page says that it is a
sample.
"""

from __future__ import annotations

import html
import importlib
import math
import shutil
import subprocess
import tempfile
import wave
import zipfile
from array import array
from pathlib import Path

from materials.samples.file_texts import CONTRACT, GREETINGS, PAPERS, SAFETY, UNCHECKED, WORDS, Words

FOLDER = Path(__file__).resolve().parent / "files"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Editions before the page on contracts was written: the first Japanese one, and what was translated from it.
WITHOUT_CONTRACT = ("ja-1", "vi")
# So that the same texts make the same archive.
MADE_AT = (2026, 11, 1, 0, 0, 0)

STYLE = """
@page { size: A5; margin: 14mm 12mm; }
body { margin: 0; font: 11pt/1.6 "Noto Sans", "Noto Sans CJK JP", "Noto Sans Khmer", "Noto Sans Myanmar", sans-serif; }
:lang(zh) { font-family: "Noto Sans CJK SC", sans-serif; }
:lang(ja) { font-family: "Noto Sans CJK JP", sans-serif; }
section { break-after: page; }
section:last-child { break-after: auto; }
.mark { margin: 0 0 6mm; padding: 1mm 2mm; border: 0.4mm solid #a00; color: #a00; font-size: 9pt; text-align: center; }
h1, h2, strong { font-weight: 400; color: #036; }
h1 { margin: 0 0 5mm; font-size: 17pt; line-height: 1.3; }
h2 { margin: 0 0 3mm; font-size: 13pt; }
table { width: 100%; border-collapse: collapse; }
td, th { padding: 1.6mm 1mm; border-bottom: 0.2mm solid #999; text-align: left; vertical-align: top; font-weight: 400; }
th { width: 50%; }
.reading { display: block; color: #555; font-size: 8.5pt; }
.note { margin-top: 5mm; font-size: 9pt; }
"""


def make_all(folder: Path = FOLDER) -> list[Path]:
    """Every file, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, words in WORDS.items():
        for name in ("ja-1", "ja-2") if language == "ja" else (language,):
            _print(folder / f"work-{name}.pdf", language, words.title, _lesson(language, words, name))
    for name, language, title, pages in PAPERS:
        _print(folder / f"{name}.pdf", language, title, _paper(language, title, pages))
    _write_docx(folder / "safety-words.docx")
    _write_wav(folder / "signals.wav")
    _write_zip(folder / "interview-forms.zip")
    return sorted(folder.iterdir())


# PDF ------------------------------------------------------------------------------------------------------


def _lesson(language: str, words: Words, name: str) -> list[str]:
    parts = [(words.greetings_heading, GREETINGS, words.greetings), (words.safety_heading, SAFETY, words.safety)]
    if name not in WITHOUT_CONTRACT:
        parts.append((words.contract_heading, CONTRACT, words.contract))
    pages = [
        f"<h1>{_text(words.title)}</h1><h2>{_text(heading)}</h2>{_table(japanese, meanings)}"
        for heading, japanese, meanings in parts
    ]
    if name not in WITHOUT_CONTRACT:
        pages[-1] += f"<p><strong>{_text(words.before_signing)}</strong></p>"
    unchecked = "ja" if language == "ja" else "en"
    pages[-1] += f'<p class="note" lang="{unchecked}">{_text(UNCHECKED[unchecked])}</p>'
    return [f'<p class="mark">{_text(words.mark)} · SAMPLE · <span lang="ja">見本</span></p>{page}' for page in pages]


def _table(japanese: tuple[tuple[str, str], ...], meanings: tuple[str, ...]) -> str:
    rows = "".join(
        f'<tr><th lang="ja">{_text(words)}<span class="reading" lang="en">{_text(reading)}</span></th>'
        f"<td>{_text(meaning)}</td></tr>"
        for (words, reading), meaning in zip(japanese, meanings, strict=True)
    )
    return f"<table>{rows}</table>"


def _paper(language: str, title: str, pages: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    mark = f'<p class="mark">{_text(WORDS[language].mark)} · SAMPLE · <span lang="ja">見本</span></p>'
    return [
        f"{mark}<h1>{_text(title)}</h1><h2>{_text(heading)}</h2>"
        f"<ol>{''.join(f'<li>{_text(line)}</li>' for line in lines)}</ol>"
        for heading, lines in pages
    ]


def _print(path: Path, language: str, title: str, pages: list[str]) -> None:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise SystemExit("No Chromium on this machine (Debian: apt-get install chromium).")
    body = "".join(f"<section>{page}</section>" for page in pages)
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{_text(title)} (sample)</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={path}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
    pikepdf = importlib.import_module("pikepdf")
    with pikepdf.open(path, allow_overwriting_input=True) as printed:
        packed = pikepdf.ObjectStreamMode.generate
        printed.save(path, object_stream_mode=packed, recompress_flate=True, deterministic_id=True)


def _text(text: str) -> str:
    return html.escape(text)


# Others ---------------------------------------------------------------------------------------------------

_DOCX = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}


def _write_docx(path: Path) -> None:
    """A list to write in: the words for safety in Japanese and Vietnamese."""
    lines = ["SAMPLE · 見本 · MẪU", f"{WORDS['ja'].safety_heading} / {WORDS['vi'].safety_heading}"]
    lines += [f"{words} – {meaning}" for (words, _reading), meaning in zip(SAFETY, WORDS["vi"].safety, strict=True)]
    lines += [UNCHECKED["en"], UNCHECKED["ja"]]
    body = "".join(f"<w:p><w:r><w:t>{_text(line)}</w:t></w:r></w:p>" for line in lines)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    _write_archive(path, {**_DOCX, "word/document.xml": document})


def _write_wav(path: Path) -> None:
    """Three signals of a workplace: one long tone, three short ones, a rising one."""
    rate = 8000
    sounds: list[tuple[float, float, float]] = [(440, 440, 1.0), (0, 0, 0.4)]
    sounds += [(660, 660, 0.2), (0, 0, 0.15)] * 3
    sounds += [(0, 0, 0.4), (400, 900, 1.2)]
    samples = array("B")
    for start, end, seconds in sounds:
        count = int(rate * seconds)
        phase = 0.0
        for number in range(count):
            phase += 2 * math.pi * (start + (end - start) * number / count) / rate
            loud = min(1.0, number / 200, (count - number) / 200) if start else 0.0
            samples.append(128 + round(80 * loud * math.sin(phase)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def _write_zip(path: Path) -> None:
    questions = {
        "en": ("SAMPLE", "Which work have you done?", "Why this work?", "What would you like to ask us?"),
        "ja": (
            "見本",
            "これまでどんな仕事をしましたか。",
            "なぜこの仕事をしたいですか。",
            "聞きたいことはありますか。",
        ),
    }
    texts = {"read-me.txt": "SAMPLE / 見本\r\nForms for an interview, made up to try the portal.\r\n"}
    texts |= {
        f"questions-{language}.txt": "".join(f"{line}\r\n" for line in lines) for language, lines in questions.items()
    }
    _write_archive(path, texts)


def _write_archive(path: Path, texts: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            entry = zipfile.ZipInfo(name, MADE_AT)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    for made in make_all():
        print(f"{made.stat().st_size:>8} {made.name}")
