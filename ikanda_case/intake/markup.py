"""HTML from outside becomes plain text; nothing in it is loaded, what it would load is counted."""

import html
import re
from dataclasses import dataclass

from ikanda_case.app.drafts import Caution

MOST_SIGNS = 1_000_000
MOST_TAGS = 30_000
DEEPEST = 200
"""Deeper nesting than this is no letter, and costs the parser its time."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHAPE = _words(
    "blockquote br caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th"
    " thead tr ul"
)
_NEVER_SHOWN = _words(
    "applet audio canvas embed frame frameset head iframe math noembed noframes noscript object"
    " script select style svg template textarea title video xml"
)
_VOID = _words("area base br col embed hr img input link meta param source track wbr")
_LEFT_OPEN = _words("dd dt li option p tbody td tfoot th thead tr")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,30})")
_LOADED = re.compile(
    r"[\s\"'/](?:src|srcset|background|poster|data|lowsrc|dynsrc)\s{0,20}=\s{0,20}"
    r"(\"[^\"]{0,300}|'[^']{0,300}|[^\s>]{1,300})",
    re.IGNORECASE,
)
_STYLED = re.compile(r"(?:url\(|@import)\s{0,20}([\"']?[^\"')\s]{0,300})", re.IGNORECASE)
_LINK_TAG = re.compile(r"<(link|a|area)\b([^<>]{0,2000})", re.IGNORECASE)
_HREF = re.compile(
    r"\bhref\s{0,20}=\s{0,20}(\"[^\"]{0,300}|'[^']{0,300}|[^\s>]{1,300})", re.IGNORECASE
)
_FAR = re.compile(r"(?:https?:|ftp:|//|\\\\)", re.IGNORECASE)
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PLAIN_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{3}", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|/?(?:p|div|tr|li|h[1-6]|table))\b[^<>]{0,2000}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[!/?A-Za-z][^<>]{0,5000}>")
_HIDDEN = re.compile(r"<(script|style|head)\b.{0,200000}?</\1\s{0,20}>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a page would fetch by itself, and where it invites the reader to go."""

    remote: int = 0
    links: int = 0

    def __add__(self, other: "Reach") -> "Reach":
        return Reach(self.remote + other.remote, self.links + other.links)

    def cautions(self) -> tuple[Caution, ...]:
        """Return what the clerk should know of it."""
        counts = (("remote_content", self.remote), ("links", self.links))
        return tuple(Caution(code, (("count", count),)) for code, count in counts if count)


def reach_of_html(page: str) -> Reach:
    """Count what would be loaded from elsewhere, and the links."""
    page = page[:MOST_SIGNS]
    remote = sum(_is_far(each) for each in (*_LOADED.findall(page), *_STYLED.findall(page)))
    links = 0
    for tag, attributes in _LINK_TAG.findall(page):
        match = _HREF.search(attributes)
        if match is None:
            continue
        if tag.lower() == "link":
            remote += _is_far(match[1])
        else:
            links += bool(_WEB.match(_value(match[1])))
    return Reach(remote, links)


def reach_of_text(text: str) -> Reach:
    """Count the links in plain text."""
    return Reach(links=len(_PLAIN_LINK.findall(text[:MOST_SIGNS])))


def text_of_html(page: str, *, laid_out: bool = True) -> str:
    """Return the words of a page in their order, tables and lists kept apart by layout.

    Scripts, styles, pictures and everything a reader would not see as text are left out. A page
    built to exhaust the parser loses its layout, not its words.
    """
    page = page[:MOST_SIGNS].replace("\x00", "")
    text = _laid_out(page) if laid_out and not _exhausting(page) else ""
    return text if text.strip() else _bare(page)


def _laid_out(page: str) -> str:
    import nh3
    from inscriptis import get_text
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.model.config import ParserConfig

    clean = nh3.clean(
        page, tags=set(_SHAPE), clean_content_tags=set(_NEVER_SHOWN), attributes={}, link_rel=None
    )
    try:
        return str(get_text(clean, ParserConfig(css=STRICT_CSS_PROFILE)))
    except (RecursionError, ValueError, IndexError, AttributeError):
        return ""


def _bare(page: str) -> str:
    shown = _HIDDEN.sub(" ", page) if page.count("<") <= MOST_TAGS else page
    return html.unescape(_ANY_TAG.sub(" ", _BREAKS.sub("\n", shown)))


def _exhausting(page: str) -> bool:
    if page.count("&") > MOST_TAGS:
        return True
    depth = deepest = tags = 0
    for closing, name in _TAG.findall(page):
        tags += 1
        kind = name.lower()
        if kind not in _VOID and kind not in _LEFT_OPEN:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return tags > MOST_TAGS or deepest > DEEPEST


def _value(attribute: str) -> str:
    return html.unescape(attribute.lstrip("\"'")).strip()


def _is_far(attribute: str) -> bool:
    return bool(_FAR.match(_value(attribute)))
