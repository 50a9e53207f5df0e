from benchmarks.editor import FormFields

MARKUP = """
<form><input name="token" type="hidden" value="abc"><input name="title" value="Lead &amp; team">
<textarea name="text">
One line
Two lines</textarea><textarea name="empty"></textarea>
<select name="unit"><option value="a">A<option value="b" selected>B</select>
<input type="checkbox" name="on" checked value="1"><input type="checkbox" name="off" value="1">
<input type="submit" name="_save"><input type="search" name="q"><input value="nameless"></form>
"""


def test_form_is_sent_as_a_browser_would_send_it_unchanged():
    assert FormFields(MARKUP).fields == [
        ("token", "abc"),
        ("title", "Lead & team"),
        ("text", "One line\nTwo lines"),
        ("empty", ""),
        ("unit", "b"),
        ("on", "1"),
    ]
