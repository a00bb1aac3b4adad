"""What is pasted along with a text and seen by nobody."""

import pytest
from django import forms

from jitco_portal.common.plain_text import CleanTexts, OneLineField, many_lines, one_line


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("Joint\x0bseminar", "Joint seminar", "Joint\nseminar"),
        ("Joint\r\nseminar\x00", "Joint seminar", "Joint\nseminar"),
        ("a\rb\n\tc\u2028d\x1b[0m", "a b c d [0m", "a\nb\n\tc\nd[0m"),
        ("\u202eAya\u202c TANAKA\ufeff\ufffe", "Aya TANAKA", "Aya TANAKA"),
        # Wide spaces, joiners and the spaces of no width of Khmer belong to their letters.
        ("佐藤\u3000見本", "佐藤\u3000見本", "佐藤\u3000見本"),
        ("क्\u200dष ភាសា\u200bខ្មែរ", "क्\u200dष ភាសា\u200bខ្មែរ", "क्\u200dष ភាសា\u200bខ្មែរ"),
        ("\x01", "", ""),
    ],
)
def test_what_nobody_sees_goes_and_letters_stay(typed, line, lines):
    assert (one_line(typed), many_lines(typed)) == (line, lines)


class Form(CleanTexts, forms.Form):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, required=False)
    name = OneLineField(required=False)
    number = forms.IntegerField(required=False)


def test_a_form_keeps_lines_where_there_are_lines():
    form = Form({"title": "A\x0bB", "text": "1\r\n2\x07", "name": "N\u202e\nM", "number": "5"})

    assert form.is_valid()
    assert form.cleaned_data == {"title": "A B", "text": "1\n2", "name": "N M", "number": 5}


def test_a_title_of_nothing_is_no_title():
    assert list(Form({"title": "\x01\u202e"}).errors) == ["title"]
