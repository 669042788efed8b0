import datetime
import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from sammachip.lib import gallery

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def rendered(source, **context):
    return " ".join(Template(source).render(Context(context)).split())


@pytest.mark.parametrize(
    ("value", "target", "tone", "percent", "status"),
    [
        (8, 8, "green", "100%", "ครบเป้าหมาย"),
        (9, 8, "green", "113%", "ครบเป้าหมาย"),
        (7, 8, "gold", "88%", "เหลือ 1 หมู่บ้าน"),
        (999, 1000, "gold", "99%", "เหลือ 1 หมู่บ้าน"),
        (0, 8, "red", "0%", "เหลือ 8 หมู่บ้าน"),
    ],
)
def test_a_tile_says_in_words_what_its_colour_says(value, target, tone, percent, status):
    html = rendered('{% tile "หมู่บ้าน" value target unit="หมู่บ้าน" url="/v/" %}', value=value, target=target)
    assert f"bar-{tone}" in html
    assert f"pill-{tone}" in html
    assert f"{percent}<" in html
    assert status in html


def test_a_tile_without_a_target_shows_the_bare_number():
    html = rendered('{% tile "หมู่บ้าน" 1204 None unit="หมู่บ้าน" %}')
    assert "1,204" in html
    assert "%" not in html
    assert "<a" not in html


@pytest.mark.parametrize(
    ("count", "quota", "tone"),
    [
        (20, 20, "full"),
        (21, 20, "full"),
        (14, 20, "most"),
        (13, 20, "some"),
        (5, 20, "some"),
        (4, 20, "few"),
        (0, 20, "none"),
    ],
)
def test_a_cell_has_a_tone_for_its_share_of_the_quota(count, quota, tone):
    html = rendered('{% cell count quota url="/v/" %}', count=count, quota=quota)
    assert f"cell-{tone}" in html
    assert f"{count}/{quota}" in html


@pytest.mark.parametrize("quota", [None, 0])
def test_a_cell_without_a_quota_shows_the_bare_number(quota):
    html = rendered("{% cell 3 quota %}", quota=quota)
    assert "cell-bare" in html
    assert "3/" not in html


def test_pages_keep_the_rest_of_the_address():
    request = RequestFactory().get("/", {"village": "90010101", "page": "9"})
    html = rendered("{% pages page %}", request=request, page=Paginator(range(160), 8).get_page(9))
    assert "?village=90010101&amp;page=10" in html
    assert "65–72 จาก 160" in html


def test_a_missing_after_figure_is_shown_as_missing():
    rows = [{"label": "ทำขนม", "before": 5000, "after": None, "count": 4, "url": ""}]
    html = rendered('{% dumbbells rows "รายได้" %}', rows=rows)
    assert "ก่อน 5,000 หลัง –" in html
    assert 'class="after' not in html
    assert "0%</" not in html


def test_a_chart_of_no_figures_still_says_so():
    assert "ยังไม่มีข้อมูลรายได้" in rendered('{% incomes points "รายได้" %}', points=[])
    assert "ยังไม่มีข้อมูลรายได้" in rendered('{% dumbbells rows "รายได้" %}', rows=[])


def test_what_was_due_and_never_told_is_named():
    points = [{"on": datetime.date(2018, 11, 19), "amount": 4200}]
    lacking = [{"on": datetime.date(2019, 3, 13), "label": "90 วัน"}]
    html = rendered('{% incomes points "รายได้" lacking=lacking %}', points=points, lacking=lacking)
    assert "ยังไม่มีข้อมูล: 90 วัน (ครบกำหนด 13 มี.ค. 2562)" in html


def test_an_error_summary_leads_to_each_field():
    form = gallery.SampleForm({"visited_on": "31/02/2562"}, auto_id="wrong_%s")
    html = render_to_string("bootstrap5/errors.html", {"form": form})
    assert 'href="#wrong_visited_on"' in html
    assert 'href="#div_wrong_practice"' in html


def test_what_was_typed_is_shown_and_never_run():
    nasty = "<script>alert(1)</script>"
    conflicts = [{"name": "phone", "label": nasty, "was": nasty, "now": nasty, "typed": nasty}]
    html = render_to_string("parts/conflict.html", {"conflicts": conflicts})
    html += rendered('{% tile text 1 2 status=text note=text %}{% pill text "red" %}', text=nasty)
    assert nasty not in html


def test_a_form_that_posts_is_never_cut_off_from_its_token():
    """`include … only` leaves the token out without a word: the form would look well and be refused."""
    sources = {path.relative_to(TEMPLATES).as_posix(): path.read_text() for path in TEMPLATES.rglob("*.html")}
    posting = {name for name, text in sources.items() if "{% csrf_token %}" in text}
    for name, text in sources.items():
        cut_off = re.findall(r'{% include "([^"]+)"[^%]* only %}', text)
        assert not posting & set(cut_off), name


def test_one_page_shows_every_part(client, world):
    client.force_login(world.officer)
    response = client.get(reverse("parts"))
    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    every = {f"parts/{path.name}" for path in (TEMPLATES / "parts").glob("*.html")}
    assert every - shown == set()
