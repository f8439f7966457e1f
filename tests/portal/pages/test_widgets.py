from __future__ import annotations

import json

from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput

from portal.pages.widgets import DateInput, TimeInput, without_script


def test_chooser_names_what_is_to_be_started_instead_of_writing_a_script(db):
    html = AdminPageChooser().render("page", None, {"id": "id_page"})
    assert "<script" not in html
    assert 'data-start="PageChooser" data-new' in html


def test_arguments_survive_the_attribute():
    html = without_script('<p></p><script>new PageChooser("id_\\"a\\"", {"a": "<b>&\'"});</script>')
    value = html.split('data-arguments="')[1].split('"></template>')[0]
    from html import unescape

    assert json.loads(unescape(value)) == ['id_"a"', {"a": "<b>&'"}]


def test_script_that_is_no_call_is_left_as_it_is():
    odd = "<p></p><script>let a = 1;</script>"
    assert without_script(odd) == odd


def test_date_and_time_fields_of_wagtail_write_no_script():
    for widget in (AdminDateInput(), AdminDateTimeInput(), AdminTimeInput()):
        html = widget.render("moment", None, {"id": "id_moment"})
        assert "<script" not in html
        assert "data-start=" in html


def test_our_own_date_and_time_fields_are_the_browsers():
    assert 'type="date"' in DateInput().render("day", None)
    assert 'type="time"' in TimeInput().render("opens", None)
