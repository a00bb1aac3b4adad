"""What staff write in Markdown comes out as HTML that can do no harm."""

import pytest

from jitco_portal.common.markdown import render_markdown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain **strong** text", "<p>Plain <strong>strong</strong> text</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        (
            "[MHLW](https://www.mhlw.go.jp/)",
            '<p><a href="https://www.mhlw.go.jp/" rel="noopener">MHLW</a></p>\n',
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://example.org/x.png)", "<p></p>\n"),
        ('<p onclick="x">y</p>', '<p>&lt;p onclick="x"&gt;y&lt;/p&gt;</p>\n'),
        ("", ""),
    ],
)
def test_markdown_is_rendered_and_markup_is_shown_as_text(text, html):
    assert render_markdown(text) == html


@pytest.mark.parametrize("text", ["# A\n\n## B", "## A\n\n### B", "### A\n\n#### B"])
def test_headings_begin_below_those_of_the_page(text):
    assert render_markdown(text) == "<h3>A</h3>\n<h4>B</h4>\n"


def test_tables_come_out_as_tables():
    assert render_markdown("|a|b|\n|-|-|\n|1|2|").count("<td>") == 2
