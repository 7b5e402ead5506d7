"""Reads what tests ask of a page: its headings, links, anchors, attributes and structured data."""

import json
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "rect", "path"}


class Html(HTMLParser):
    """One page, read."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.tags, self.open, self.wrong = [], [], [], [], []
        self.headings, self.data, self._script = [], [], None
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href"))
        if tag == "script" and given.get("type") == "application/ld+json":
            self._script = ""
        if tag[0] == "h" and tag[1:].isdecimal():
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.wrong.append((tag, self.getpos()))
        else:
            self.open.pop()
        if tag == "script" and self._script is not None:
            self.data.append(json.loads(self._script))
            self._script = None

    def handle_data(self, data):
        self.text += data
        if self._script is not None:
            self._script += data

    def all(self, tag, **wanted):
        return [given for name, given in self.tags if name == tag and all(given.get(key) == value for key, value in wanted.items())]
