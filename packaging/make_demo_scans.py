"""Draws the three scanned letters of the demo folder: always the same pictures.

Run it from the project root: python packaging/make_demo_scans.py [FOLDER]
"""

import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import reportlab
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

A4_AT_150_DPI = (1240, 1754)
INK_BLUE = (38, 48, 112)
INK_BLACK = (34, 33, 36)
STAMP_RED = (196, 32, 44)
PAPER = (251, 249, 243)
FONTS = Path(reportlab.__file__).parent / "fonts"
TYPEWRITER, ROMAN, SCRIPT = "com_____.pfb", "_er_____.pfb", "callig15.pfb"


@dataclass(frozen=True)
class Hand:
    """How a letter was written."""

    font: str
    size: int
    line_height: int
    colour: tuple[int, int, int]
    wander: int
    """How far a word strays from its line, in pixels."""


@dataclass(frozen=True)
class Scan:
    """One letter, and what the scanner and the post room did to it."""

    file_name: str
    hand: Hand
    skew: float
    """Degrees, counter-clockwise."""
    stamp: tuple[str, str]
    stamp_is_round: bool
    text: str


LETTER_NL = """Gerda Bedenksel
Voorbeeldstraat 7 bus 2
0000 Nergenshuizen


                         IKANDA BVBA
                         t.a.v. Afdeling Legal - Privacy
                         Kerkstraat 76
                         9406 Ninove


                         Nergenshuizen, 9 november 2026


Betreft: verzoek om inzage (artikel 15 AVG) en
         bezwaar tegen een geautomatiseerd besluit (artikel 22)


Geachte mevrouw, geachte heer,

Op 28 oktober 2026 vroeg ik via uw webwinkel om in drie
keren te mogen betalen. Nog geen minuut later stond er op
het scherm dat mijn aanvraag was geweigerd. Niemand kon mij
uitleggen waarom.

Ik vraag u daarom:

1. welke persoonsgegevens u van mij bewaart, waar u ze
   vandaan hebt en aan wie u ze hebt doorgegeven;
2. een kopie van al die gegevens;
3. of die weigering door een computer is beslist, en zo ja
   volgens welke logica;
4. dat een medewerker mijn aanvraag opnieuw bekijkt en mij
   eerst laat uitleggen hoe het zit.

Ik heb geen e-mail. Stuur uw antwoord dus met de post naar
bovenstaand adres, dat ook op mijn facturen staat.

Met de meeste hoogachting,




Gerda Bedenksel
"""

LETTER_FR = """Armand Imaginaire
Rue de l'Exemple 12
0000 Nullepart-sur-Rien

        IKANDA BV, Legal - Privacy
        Achterstraat 17, 9450 Haaltert

        Nullepart, le 14 octobre 2026

Madame, Monsieur,

Je n'achète plus rien chez vous depuis
des années et je ne suis plus client.
Je vous demande d'effacer toutes les
données que vous avez encore sur moi :
mon compte, mes coordonnées et mes
anciennes demandes d'assistance.
(article 17 du RGPD)

Merci de me confirmer par courrier que
c'est fait et quand.

Veuillez agréer mes salutations
distinguées.



Armand Imaginaire
"""

LETTER_DE = """Max Mustermann-Erfunden
Beispielweg 3
0000 Nirgendheim



IKANDA BV
Afdeling Legal - Privacy
Achterstraat 17
9450 Haaltert
Belgien

                              Nirgendheim, den 2. September 2026


Auskunft nach Artikel 15 DSGVO


Sehr geehrte Damen und Herren,

auf einer Messe in Brüssel habe ich an Ihrem Stand meine
Visitenkarte abgegeben. Bitte teilen Sie mir mit, ob Sie
personenbezogene Daten über mich verarbeiten. Falls ja,
bitte ich um eine vollständige Auskunft mit Zwecken,
Empfängern, Speicherdauer und Herkunft sowie um eine Kopie
dieser Daten.

Größere Umstände möchte ich Ihnen nicht machen, eine
Antwort per Post an die obige Anschrift genügt.

Mit freundlichen Grüßen




Max Mustermann-Erfunden
"""

SCANS = (
    Scan(
        "11-brief-post.pdf",
        Hand(ROMAN, 29, 36, INK_BLACK, 0),
        0.8,
        ("ONTVANGEN", "12 NOV. 2026"),
        False,
        LETTER_NL,
    ),
    Scan(
        "12-lettre-manuscrite.jpg",
        Hand(SCRIPT, 62, 57, INK_BLUE, 3),
        -1.3,
        ("ONTVANGEN", "19 OKT. 2026"),
        True,
        LETTER_FR,
    ),
    Scan(
        "13-brief-deutsch.png",
        Hand(TYPEWRITER, 26, 36, INK_BLACK, 1),
        0.6,
        ("ONTVANGEN", "7 SEP. 2026"),
        False,
        LETTER_DE,
    ),
)


def write_letter(page: Image.Image, hand: Hand, text: str, chance: random.Random) -> None:
    """Put the text on the page, word by word, and a signature above the last line."""
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONTS / hand.font), hand.size)
    blank = font.getlength("n" if hand.font != SCRIPT else "m") * 0.62
    if hand.font == TYPEWRITER:
        blank = font.getlength(" ")
    lines = text.rstrip("\n").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").split("\n")
    y = 100
    for line in lines:
        x = 130.0 + chance.randint(-hand.wander, hand.wander)
        x += (len(line) - len(line.lstrip())) * blank
        for word in line.split():
            stray = chance.randint(-hand.wander, hand.wander)
            draw.text((x, y + stray), word, font=font, fill=hand.colour)
            x += font.getlength(word) + blank
        y += hand.line_height
    sign(draw, (150, y - round(3.2 * hand.line_height)), chance)


def sign(draw: ImageDraw.ImageDraw, at: tuple[int, int], chance: random.Random) -> None:
    """A scrawl that is nobody's: loops that shrink along a rising line."""
    x, y = at
    loops, reach = chance.uniform(4.5, 7.5), chance.uniform(30, 44)
    points = []
    for step in range(161):
        along = step / 160
        turn = 2 * math.pi * loops * along
        height = reach * (1.1 - along) * math.sin(turn) * (1 + 0.4 * math.sin(turn / 3))
        points.append((x + 260 * along - 22 * math.cos(turn), y + 44 - 14 * along - height))
    draw.line(points, fill=INK_BLUE, width=3, joint="curve")
    draw.line([(x + 10, y + 80), (x + 330, y + 58)], fill=INK_BLUE, width=3)


def date_stamp(words: tuple[str, str], *, is_round: bool) -> Image.Image:
    """The post room's stamp, in red on white."""
    width, height = (330, 330) if is_round else (420, 190)
    stamp = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(stamp)
    frame = (6, 6, width - 7, height - 7)
    inner = (18, 18, width - 19, height - 19)
    outline = draw.ellipse if is_round else draw.rectangle
    outline(frame, outline=STAMP_RED, width=6)
    outline(inner, outline=STAMP_RED, width=2)
    middle = (width // 2, height // 2)
    for words_of_line, size, below in (
        ("IKANDA - DEMO", 22, -58),
        (words[0], 40, -14),
        (words[1], 36, 42),
    ):
        font = ImageFont.truetype(str(FONTS / "VeraBd.ttf"), size)
        at = (middle[0], middle[1] + below)
        draw.text(at, words_of_line, font=font, fill=STAMP_RED, anchor="mm")
    return stamp.rotate(7 if is_round else -4, Image.Resampling.BICUBIC, True, fillcolor="white")


def speckle(page: Image.Image, chance: random.Random) -> Image.Image:
    """Dust, and the uneven grey of a scanner lamp."""
    draw = ImageDraw.Draw(page)
    for _ in range(260):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        draw.point((x, y), fill=(150 + chance.randrange(60),) * 3)
    lamp = bytes(243 + chance.randrange(13) for _ in range(3 * 5))
    grey = Image.frombytes("L", (3, 5), lamp).resize(page.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(page, grey.convert("RGB"))


def draw_scan(scan: Scan) -> Image.Image:
    """The page as the scanner delivered it."""
    chance = random.Random(scan.file_name)
    page = Image.new("RGB", A4_AT_150_DPI, PAPER)
    write_letter(page, scan.hand, scan.text, chance)
    stamp = date_stamp(scan.stamp, is_round=scan.stamp_is_round)
    layer = Image.new("RGB", page.size, "white")
    layer.paste(stamp, (page.width - stamp.width - 90, 90))
    page = ImageChops.multiply(page, layer)
    page = page.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return speckle(page.filter(ImageFilter.GaussianBlur(0.6)), chance)


def few_colours() -> Image.Image:
    """A palette of paper, ink and stamp, each fading into the paper in four steps."""
    colours: list[int] = []
    for ink in (INK_BLACK, INK_BLUE, STAMP_RED):
        for step in range(5):
            pairs = zip(ink, PAPER, strict=True)
            colours += [round(dark + (light - dark) * step / 4) for dark, light in pairs]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


def save(scan: Scan, folder: Path) -> None:
    """Write the scan in the format its name asks for, at 150 dots an inch."""
    page = draw_scan(scan)
    target = folder / scan.file_name
    if target.suffix == ".png":
        flat = page.quantize(palette=few_colours(), dither=Image.Dither.NONE)
        flat.save(target, dpi=(150, 150), optimize=True)
    elif target.suffix == ".jpg":
        page.save(target, dpi=(150, 150), quality=52, optimize=True)
    else:
        day = time.strptime("2026-11-12", "%Y-%m-%d")
        page.save(target, resolution=150, quality=48, creationDate=day, modDate=day)


def main() -> None:
    """Draw every scan into the folder named, or into the demo folder."""
    here = Path(__file__).resolve().parents[1] / "resources" / "demo"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    for scan in SCANS:
        save(scan, folder)


if __name__ == "__main__":
    main()
