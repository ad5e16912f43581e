"""A posting as plain text: what came as HTML without its markup, its headings and lists kept as such.

Job boards store HTML, and people paste it. Read as text, its tags became keywords and its lists one long line.
"""

import html
import re
from html.parser import HTMLParser

from logic.language.lazy_patterns import lazy

_TAG = lazy(r"</?(?:p|div|br|ul|ol|li|h[1-6]|b|strong|em|i|span|section|article|table|tr|td|html|body|a)\b[^>]*>", re.I)
_ENTITY = lazy(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_WITHOUT_TEXT = frozenset({"script", "style", "head", "template", "svg", "noscript"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
        "br",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff]"
_SCRIPT_CHANGE = lazy(rf"(?<={_UNSPACED})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9+#])(?={_UNSPACED})")


def plain_text(text: str) -> str:
    """`text` without markup; as it is where it has none. Time is linear in its length."""
    if _TAG.search(text):
        reader = _Reader()
        reader.feed(text)
        reader.close()
        return reader.text()
    return html.unescape(text) if _ENTITY.search(text) else text


def spaced(text: str) -> str:
    """`text` with a space where letters of Latin script meet Chinese or Japanese, so that each is a word."""
    return _SCRIPT_CHANGE.sub(" ", text)


class _Reader(HTMLParser):
    """Collects text: a line for each block, a list item after a dash, a heading as a heading."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._hidden = 0

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).splitlines())
        return "\n".join(line for line in lines if line not in ("", "-", "##", "## :"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _WITHOUT_TEXT:
            self._hidden += 1
        elif tag == "li":
            self._pieces.append("\n- ")
        elif tag in _HEADINGS:
            self._pieces.append("\n## ")
        elif tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _WITHOUT_TEXT:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "li" or tag in _BLOCKS or tag in _HEADINGS:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._pieces.append(data.replace("\n", " "))
