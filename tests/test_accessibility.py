"""The look for what keeps somebody out finds it."""

from tests.accessibility import serious_problems


def test_what_keeps_somebody_out_is_found(page):
    page.set_content(
        '<html lang="en"><title>A</title><main><h1 style="color:#ccc">Pale</h1><img src="a.png"></main></html>'
    )

    found = dict(serious_problems(page))

    assert found == {"color-contrast": ['<h1 style="color:#ccc">Pale</h1>'], "image-alt": ['<img src="a.png">']}
    page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><img src="a.png" alt="A"></main></html>')
    assert serious_problems(page) == []
