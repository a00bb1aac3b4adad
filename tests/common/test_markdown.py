"""What staff write in Markdown comes out as HTML that can do no harm."""

import pytest
from markdown_it import MarkdownIt

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


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("提供先は、**見本国（架空）**にあります。", "提供先は、<strong>見本国（架空）</strong>にあります。"),
        ("**保有しません。**メッセージ", "<strong>保有しません。</strong>メッセージ"),
        ("国の**「制度」**について", "国の<strong>「制度」</strong>について"),
        ("国の*（法律）*と**Law (2026)**です", "国の<em>（法律）</em>と<strong>Law (2026)</strong>です"),
        ("次は***「全部」***です", "次は<em><strong>「全部」</strong></em>です"),
        ("2 * 3 * 4、3×4 **", "2 * 3 * 4、3×4 **"),
        ("snake_case_name と _強調_ です", "snake_case_name と <em>強調</em> です"),
    ],
)
def test_emphasis_beside_full_width_signs_is_no_asterisk(text, html):
    assert render_markdown(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "text",
    ["a * b *c* **d**e", 'a**"b"**c', "**(a)**b", "*a**b*", "foo***bar***baz", "***a** b*", "** a**", r"\**a**"],
)
def test_emphasis_of_other_languages_is_that_of_commonmark(text):
    assert render_markdown(text) == MarkdownIt("commonmark").render(text).replace("&quot;", '"')


@pytest.mark.parametrize("text", ["# A\n\n## B", "## A\n\n### B", "### A\n\n#### B"])
def test_headings_begin_below_those_of_the_page(text):
    assert render_markdown(text) == "<h3>A</h3>\n<h4>B</h4>\n"


def test_tables_come_out_as_tables():
    assert render_markdown("|a|b|\n|-|-|\n|1|2|").count("<td>") == 2
