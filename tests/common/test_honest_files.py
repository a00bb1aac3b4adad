"""Files as ordinary programs write them are taken, with all that makes them look like hostile ones."""

import io
import random
import struct
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from jitco_portal.common.file_types import looks_like_a_page
from jitco_portal.common.office_checks import check_part
from jitco_portal.common.uploads import check_file
from materials.queries.taken_files import MATERIAL_FILES
from tests.common import made_files as made


def taken(content):
    return check_file(SimpleUploadedFile("lesson", content), MATERIAL_FILES).type.rpartition("/")[2]


def _linked_pdf():
    """As Word writes it: links on the page, marks of titles, an opening at the top of a page, a font named AA."""
    link = (
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /F 4"
        b" /A << /Type /Action /S /URI /URI (https://example.org/?q=\\(1\\)) >> >>"
    )
    return made.pdf(
        link,
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (unit 2.pdf) /D [0 /Fit] >> >>",
        b"<< /Title (Unit 1 /EF /JS /Launch /JavaScript ) /A << /S /GoTo /D [100 0 R /XYZ 0 0 0] >> /Next 13 0 R >>",
        b"<< /Type /StructElem /S /JS /Alt (/AA << /O 1 0 R >>) >>",
        b"<< /S /GoTo /D [100 0 R /Fit] >>",
        b"<< /Font << /AA 4 0 R /EF 4 0 R /JS 4 0 R >> >>",
        b"<< /FT /Tx /T (name) /V (text) /Rect [0 0 9 9] /Subtype /Widget /A << /S /ResetForm >> >>",
        text="/JavaScript /Launch /EmbeddedFile /Movie",
        catalog=b"/OpenAction 14 0 R /Lang (ja-JP) /MarkInfo << /Marked true >> /AcroForm << /Fields [16 0 R] >>"
        b" /Sample [10 0 R 11 0 R 12 0 R 13 0 R 15 0 R]",
    )


PDFS = {
    "Word": _linked_pdf(),
    "LibreOffice": made.pdf(catalog=b"/OpenAction [100 0 R /XYZ null null 0] /PageMode /UseOutlines"),
    "InDesign": made.pdf(b"[100 0 R /Fit]", catalog=b"/OpenAction 10 0 R", packed=True),
    "LaTeX": made.pdf(b"<< /S /GoTo /D [100 0 R /Fit] >>", catalog=b"/OpenAction 10 0 R", packed=True),
}


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_with_links_and_a_page_to_open_is_taken(name):
    assert taken(PDFS[name]) == "pdf"


def _docx():
    """The parts of a letter made from a template, with links, pictures, a formula, a table and numbers of pages."""
    links = made.relations(
        ("hyperlink", "https://example.org/?a=1&amp;b=2"),
        ("hyperlink", "mailto:someone@example.org"),
        ("hyperlink", "file://server/papers/list.pdf"),
        ("image", "https://example.org/logo.png"),
    ).replace(
        b"</Relationships>",
        b'<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
        b' Target="media/image1.png"/></Relationships>',
    )
    return made.office(
        main=made.words(' HYPERLINK "https://', 'example.org" ').replace(b"<w:t>1", b"<w:t>The field is named DDEAUTO"),
        extra={
            "_rels/.rels": made.relations(("officeDocument", "word/document.xml"), mode="Internal"),
            "word/_rels/document.xml.rels": links,
            "word/_rels/settings.xml.rels": made.relations(
                ("attachedTemplate", "file:///C:\\Users\\Taro%20Yamada\\AppData\\Roaming\\Microsoft\\Templates\\a.dotx")
            ),
            "word/footer1.xml": made.words(" PAGE ", " \\* MERGEFORMAT "),
            "word/media/image1.png": made.picture(),
            "word/media/image2.emz": b"\x1f\x8b\x08" + bytes(50),
            "word/embeddings/oleObject1.bin": made.old_office("Equation Native"),
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx": _xlsx(),
            "word/printerSettings/printerSettings1.bin": bytes(40),
            "word/fonts/font1.odttf": bytes(range(100)),
            "docProps/app.xml": b"<Properties/>",
            "customXml/item1.xml": b"<x/>",
        },
    )


def _xlsx():
    book, content = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet["A1"], sheet["A1"].hyperlink = "link", "https://example.org/"
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    sheet.add_image(SheetImage(picture), "B2")
    book.save(content)
    return content.getvalue()


def _pptx():
    film = made.relations(("video", "https://example.org/film"), ("hyperlink", "slide2.xml"))
    links = {"ppt/slides/_rels/slide1.xml.rels": film, "ppt/media/media1.mp4": made.mp4()}
    # A chart whose table lies on the author's disk.
    chart = {"ppt/charts/_rels/chart1.xml.rels": made.relations(("oleObject", "file:///D:\\data\\figures.xlsx"))}
    return made.office("pptx", {**links, **chart})


OFFICE = {"wordprocessingml.document": _docx, "spreadsheetml.sheet": _xlsx, "presentationml.presentation": _pptx}


@pytest.mark.parametrize("kind", OFFICE)
def test_an_office_file_with_links_pictures_and_fields_is_taken(kind):
    assert taken(OFFICE[kind]()).endswith(kind)


@pytest.mark.parametrize(
    "target",
    ["Normal.dotm", "../a.dotx", "C:/a.dotx", "file:///D:/a.dotx", "file:///Users/taro/a.dotx", "/word/a.xml", "NULL"],
)
def test_a_template_of_the_author_s_own_machine_fetches_nothing(target):
    check_part([made.relations(("attachedTemplate", target))])


@pytest.mark.parametrize("field", ['LINK Excel.Sheet "C:\\\\a.xlsx"', "DDEX", ' INCLUDEPICTURE "https://a/b.png" \\d '])
def test_a_field_that_names_what_is_at_hand_is_taken(field):
    check_part([made.words(field)])


def _zip(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made_zip:
        for name in names:
            made_zip.writestr(name, b"text")
    return content.getvalue()


ZIPS = {
    "Windows": made.named_twice("教材.txt", "教材.txt"),
    # Letters that the old name cannot hold.
    "7-Zip": made.named_twice("Bai hoc.txt", "Bài học.txt"),
    "macOS": _zip("か\u3099.txt", "__MACOSX/._か\u3099.txt", ".DS_Store", "ABC Co./a.txt", "ABC Co./b.txt"),
    "Khmer": _zip("មេរៀន\u200bទី១.txt", "می\u200cخواهم.txt"),
    "names like a device": _zip("console.txt", "nul points.txt", "aux1/a.txt", "com.txt"),
    "papers": made.zipped(
        {"a.pdf": _linked_pdf(), "b.docx": _docx(), "c/d.xlsx": _xlsx(), "e.doc": made.old_office("x")}
    ),
    "end in the middle": made.zipped({"a.dat": b"PK\x05\x06" + struct.pack("<4H", 1, 0, 1, 1) + bytes(100)}),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_file_of_ordinary_programs_is_taken(name):
    assert taken(ZIPS[name]) == "zip"


def test_packed_bytes_are_hardly_ever_taken_for_a_page():
    chance = random.Random(7)

    assert not any(looks_like_a_page(chance.randbytes(2048)) for _number in range(1000))


def test_a_photograph_of_a_telephone_is_taken():
    content = made.picture("JPEG", (5712, 4284), mode="L")

    assert taken(content) == "jpeg"
