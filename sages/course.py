"""The leader course: the study centres that hold it, and a sage's course in words."""

from django import forms
from django.utils.html import format_html, format_html_join

from sammachip.lib import thai

PLACES = (
    "สระบุรี",
    "นครนายก",
    "ชลบุรี",
    "เพชรบุรี",
    "นครศรีธรรมราช",
    "ยะลา",
    "พิษณุโลก",
    "ลำปาง",
    "อุดรธานี",
    "อุบลราชธานี",
    "นครราชสีมา",
)
CENTRES = tuple(f"ศูนย์ศึกษาและพัฒนาชุมชน{place}" for place in PLACES)


class Suggesting(forms.TextInput):
    """A line of text that suggests what is usually written, and takes anything else."""

    def __init__(self, suggestions):
        super().__init__()
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        place = f"{(attrs or {}).get('id', name)}-suggestions"
        line = super().render(name, value, {**(attrs or {}), "list": place}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, place, options)


def where_and_when(sage):
    """`ศูนย์… · รุ่น 3 · 5–8 พ.ย. 2561`, as far as it is known."""
    parts = [sage.course_centre, f"รุ่น {sage.course_round}" if sage.course_round else "", dates(sage)]
    return " · ".join(filter(None, parts))


def dates(sage):
    first, last = sage.course_starts_on, sage.course_ends_on
    if first and last:
        return thai.format_date_range(first, last)
    day = first or last
    return thai.format_date(day, "medium") if day else ""
