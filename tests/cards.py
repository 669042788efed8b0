"""A page of cards as a browser would send it back: what stands on it, and what a person changes."""

from html.parser import HTMLParser

from django.urls import reverse

from tests.pages import page


class Fields(HTMLParser):
    """{name: value} of the fields that a page shows filled, ticked or chosen."""

    def __init__(self):
        super().__init__()
        self.data = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        is_marked = given.get("type") not in ("checkbox", "radio") or "checked" in given
        if tag == "input" and "name" in given and is_marked:
            self.data[given["name"]] = given.get("value") or ""


def fields(told):
    parser = Fields()
    parser.feed(told)
    return parser.data


def on_card(row, **changes):
    """{name on the page: value} of changes to the card of `row`."""
    return {f"{name}-{row.pk}": value for name, value in changes.items()}


def answers(row, *texts, criteria):
    return {f"c{criterion.pk}-{row.pk}": text for criterion, text in zip(criteria, texts, strict=True)}


def send(client, user, name, pk, *changes, opened=None, **query):
    """Open the page (or take it as it was `opened`), change it, send it. `None` unticks."""
    data = fields(opened or page(client, user, name, pk, **query))
    for change in changes:
        data |= change
    client.force_login(user)
    data = {key: value for key, value in data.items() if value is not None}
    return client.post(reverse(name, args=[pk], query=query), data)
