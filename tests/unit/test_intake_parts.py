"""A message is cut as the standard library cuts it, and never deeper or finer than the limits."""

import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, compat32
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikanda_case.intake.headers import addresses, decoded, line, read_head
from ikanda_case.intake.parts import DEEPEST, MOST_PARTS, Part, cut

ROOT = Path(__file__).resolve().parents[2]
DEMO = sorted((ROOT / "resources" / "demo").glob("*.eml"))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)


def leaves(part: Part) -> list[Part]:
    return [leaf for child in part.children for leaf in leaves(child)] if part.children else [part]


def by_the_library(raw: bytes) -> list[bytes]:
    """Return what the standard library makes of every part that has none below it."""
    walked = message_from_bytes(raw, policy=compat32).walk()
    payloads = [each.get_payload(decode=True) for each in walked if not each.is_multipart()]
    return [each for each in payloads if isinstance(each, bytes)]


@pytest.mark.parametrize("path", [each for each in DEMO if "afgebroken" not in each.name], ids=str)
def test_real_mails_are_cut_as_the_library_does(path: Path) -> None:
    raw = path.read_bytes()
    tree = cut(raw)
    assert [each.content() for each in leaves(tree.root)] == by_the_library(raw)
    assert tree.troubles == set()


@given(
    TEXTS,
    TEXTS,
    st.lists(st.tuples(st.binary(max_size=300), st.text("abcé .pdf", min_size=1, max_size=20))),
)
@settings(max_examples=200)
def test_written_mails_come_apart_again(
    subject: str, text: str, files: list[tuple[bytes, str]]
) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = " ".join(subject.split())
    mail["From"] = "vera@voorbeeld.example"
    mail.set_content(text)
    mail.add_alternative(f"<p>{text}</p>", subtype="html")
    for content, name in files:
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    raw = mail.as_bytes()
    tree = cut(raw)
    found = leaves(tree.root)
    assert tree.troubles == set()
    assert [each.content() for each in found] == by_the_library(raw)
    assert [each.content() for each in found[2:]] == [content for content, _ in files]
    wanted = [" ".join(name.split()) for _, name in files]
    assert [" ".join(decoded(each.name).split()) for each in found[2:]] == wanted


def test_nesting_stops_at_the_limit() -> None:
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth)
        for depth in range(5_000)
    )
    tree = cut(raw)
    assert "depth_limit" in tree.troubles
    depth, part = 0, tree.root
    while part.children:
        depth, part = depth + 1, part.children[0]
    assert depth == DEEPEST


@pytest.mark.parametrize("encoding", [b"7bit", b"base64"])
def test_messages_in_messages_stop_at_the_limit(encoding: bytes) -> None:
    raw = b"Subject: diepste\n\nx"
    for _ in range(30):
        body = base64.encodebytes(raw) if encoding == b"base64" else raw
        head = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: " + encoding
        raw = head + b"\n\n" + body
    assert "depth_limit" in cut(raw).troubles


def test_parts_stop_at_the_limit() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n" + b"\n--b\n\nx" * 5_000 + b"\n--b--\n"
    tree = cut(raw)
    assert tree.troubles == {"part_limit"}
    assert 1 + len(tree.root.children) == MOST_PARTS


def test_a_mail_of_boundaries_only_is_cut_at_once() -> None:
    head = b"Content-Type: multipart/mixed; boundary=-\n\n"
    assert cut(head + b"\n---" * 500_000).troubles <= {"damaged", "part_limit"}


@pytest.mark.parametrize(
    ("body", "content", "spoiled"),
    [
        (b"aGFsbG8=", b"hallo", False),
        (b"aGFs\r\n bG8", b"hallo", False),
        (b"aGFsbG8=\n-- \nvoettekst van de lijst", b"hallo", False),
        (b"aG!!FsbG8", b"hallo", True),
        (b"aGFsbG8aa", b"hallo\x1a", True),
        (b"", b"", False),
    ],
)
def test_base64_is_undone_as_far_as_it_goes(body: bytes, content: bytes, spoiled: bool) -> None:
    part = cut(b"Content-Transfer-Encoding: base64\n\n" + body).root
    assert part.content() == content
    assert part.is_spoiled() == spoiled


def test_uuencode_is_undone() -> None:
    raw = b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n%:&%L;&\\ \n`\nend\n"
    assert cut(raw).root.content() == b"hallo"


def head(raw: bytes) -> tuple[list[tuple[str, str]], bool]:
    found = read_head(raw, 0, len(raw))
    return list(found.fields.items()), found.damaged


def test_fields_are_unfolded_and_stray_lines_passed_over() -> None:
    raw = (
        b"From x@y Mon\r\nSubject: een\r\n\ttwee\r\nonzin zonder naam\r\nTo : a@b\r\n\r\nSubject: x"
    )
    assert head(raw) == ([("Subject", "een twee"), ("To", "a@b")], True)


def test_a_body_without_a_blank_line_stays_a_body() -> None:
    raw = b"Subject: een\nHallo daar\nTo zover"
    found = read_head(raw, 0, len(raw))
    assert raw[found.body :] == b"Hallo daar\nTo zover"


@given(st.binary(max_size=400))
@settings(max_examples=500)
def test_any_bytes_have_a_head_and_parts(raw: bytes) -> None:
    found = read_head(raw, 0, len(raw))
    assert 0 <= found.body <= len(raw)
    for name in ("from", "subject"):
        line(found.fields, name, 100)
        addresses(found.fields, name)
    assert all(len(each.content()) <= len(raw) for each in leaves(cut(raw).root))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Zo=C3=AB?= Verzonnen", "Zoë Verzonnen"),
        ("=?utf-8?b?Wm8=?= =?utf-8?b?w6s=?=", "Zoë"),
        ("=?iso-8859-1?q?Zo=EB?=", "Zoë"),
        ("=?onbekend?q?Zo=C3=AB?=", "Zoë"),
        ("Zoë", "Zoë"),
        ("=?utf-8?b?!!!", "=?utf-8?b?!!!"),
        ("=?utf-8?b?w?=", "=?utf-8?b?w?="),
        ("a =?= b", "a =?= b"),
    ],
)
def test_encoded_words(value: str, text: str) -> None:
    assert decoded(value) == text


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Vera <vera@b.example>", [("Vera", "vera@b.example")]),
        ('"Verzonnen, Vera" <vera@b.example>', [("Verzonnen, Vera", "vera@b.example")]),
        ("vera@b.example (Vera)", [("Vera", "vera@b.example")]),
        ("a@b.example, c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("Vera Verzonnen", []),
        ("<>", []),
        ("Vera <vera@b.example", [("Vera", "vera@b.example")]),
    ],
)
def test_addresses_are_found(value: str, people: list[tuple[str, str]]) -> None:
    fields = read_head(f"From: {value}\n\n".encode(), 0, 1_000).fields
    assert [(each.name, each.address) for each in addresses(fields, "from")] == people
