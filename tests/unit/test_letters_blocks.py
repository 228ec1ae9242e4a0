"""The fixed blocks stand in the letters word for word as the rule book has them (5.3)."""

import re

import pytest

from ikanda_case.domain.letters import LANGUAGES, CheckFacts, Filling, checks, compose
from ikanda_case.domain.page import Box, Paragraph
from ikanda_case.tables.letters import load_templates

RULE_BOOK: dict[str, dict[str, str]] = {
    "complaint": {
        "nl": (
            "Bent u het niet eens met dit antwoord, dan kunt u gratis een klacht indienen "
            "of om bemiddeling vragen bij de Gegevensbeschermingsautoriteit, [adres]. U "
            "kunt zich ook richten tot de toezichthouder van de EU-lidstaat waar u "
            "gewoonlijk verblijft of werkt, of waar u meent dat de inbreuk plaatsvond."
        ),
        "fr": (
            "Si vous n'êtes pas d'accord avec cette réponse, vous pouvez introduire "
            "gratuitement une plainte ou une demande de médiation auprès de l'Autorité de "
            "protection des données, [adresse]. Vous pouvez aussi saisir l'autorité de "
            "l'État membre de l'UE de votre résidence habituelle, de votre lieu de travail "
            "ou du lieu de la violation alléguée."
        ),
        "en": (
            "If you disagree with this answer you may, free of charge, lodge a complaint "
            "with or ask for mediation by the Belgian Data Protection Authority, "
            "[address]. You may also turn to the authority of the EU Member State where "
            "you habitually live, where you work or where you think the infringement took "
            "place."
        ),
        "de": (
            "Wenn Sie mit dieser Antwort nicht einverstanden sind, können Sie bei der "
            "Datenschutzbehörde, [Adresse], kostenlos eine Beschwerde oder einen "
            "Mediationsantrag einreichen. Sie können sich auch an die Aufsichtsbehörde des "
            "EU-Mitgliedstaats wenden, in dem Sie gewöhnlich leben oder arbeiten oder in "
            "dem der mutmaßliche Verstoß stattfand."
        ),
    },
    "complaint_form": {
        "nl": (
            "Een klacht moet gedateerd en ondertekend zijn en in het Nederlands, Frans of "
            "Duits gesteld. Voeg deze brief bij."
        ),
        "fr": (
            "La plainte doit être datée, signée et rédigée en français, en néerlandais ou "
            "en allemand. Joignez-y cette lettre."
        ),
        "en": (
            "A complaint must be dated, signed and written in Dutch, French or German. "
            "Please enclose this letter."
        ),
        "de": (
            "Die Beschwerde muss datiert, unterschrieben und auf Deutsch, Niederländisch "
            "oder Französisch verfasst sein. Fügen Sie dieses Schreiben bei."
        ),
    },
    "court": {
        "nl": (
            "U kunt ook naar de rechter stappen: onder meer de voorzitter van de rechtbank "
            "van eerste aanleg, zitting houdend zoals in kort geding (art. 79 AVG; art. "
            "209 wet van 30 juli 2018)."
        ),
        "fr": (
            "Vous pouvez également agir en justice, notamment devant le président du "
            "tribunal de première instance siégeant comme en référé (art. 79 RGPD; art. "
            "209 de la loi du 30 juillet 2018)."
        ),
        "en": (
            "You may also go to court, among others the president of the court of first "
            "instance sitting as in summary proceedings (Art. 79 GDPR; Art. 209 Act of 30 "
            "July 2018)."
        ),
        "de": (
            "Sie können auch gerichtlich vorgehen, unter anderem beim Präsidenten des "
            "Gerichts Erster Instanz, der wie im Eilverfahren tagt (Art. 79 DSGVO; Art. "
            "209 des Gesetzes vom 30. Juli 2018)."
        ),
    },
    "month": {
        "nl": (
            "Wij ontvingen uw verzoek op {x}. Wij antwoorden zo snel mogelijk en uiterlijk op {y}."
        ),
        "fr": (
            "Nous avons reçu votre demande le {x}. Nous répondrons dans les meilleurs "
            "délais et au plus tard le {y}."
        ),
        "en": (
            "We received your request on {x}. We will answer as soon as we can and at the "
            "latest on {y}."
        ),
        "de": (
            "Wir haben Ihren Antrag am {x} erhalten. Wir antworten so bald wie möglich, "
            "spätestens am {y}."
        ),
    },
    "extension": {
        "nl": "Wij verlengen de antwoordtermijn tot uiterlijk {z}. Reden: {reden}.",
        "fr": ("Nous prolongeons le délai de réponse jusqu'au {z} au plus tard. Motif : {motif}."),
        "en": ("We are extending the time for our answer to {z} at the latest. Reason: {reason}."),
        "de": "Wir verlängern die Antwortfrist bis spätestens {z}. Grund: {Grund}.",
    },
    "suspension": {
        "nl": (
            "Zolang wij deze informatie niet hebben, is de antwoordtermijn geschorst; hij "
            "loopt verder vanaf de dag waarop wij ze ontvangen."
        ),
        "fr": (
            "Le délai de réponse est suspendu jusqu'à la réception de ces informations, "
            "puis reprend."
        ),
        "en": (
            "The time limit for our answer is suspended until we receive this information "
            "and then continues."
        ),
        "de": "Bis zum Eingang dieser Angaben ruht die Antwortfrist; danach läuft sie weiter.",
    },
    "never_id": {
        "nl": (
            "Wij vragen u nooit via e-mail om uw identiteitskaart of uw wachtwoord. Stuur "
            "ze ons ook nooit per e-mail."
        ),
        "fr": (
            "Nous ne vous demandons jamais par e-mail votre carte d'identité ni votre mot "
            "de passe. Ne nous les envoyez jamais par e-mail."
        ),
        "en": (
            "We never ask you by e-mail for your identity card or your password. Please "
            "never send them to us by e-mail."
        ),
        "de": (
            "Wir fragen Sie niemals per E-Mail nach Ihrem Personalausweis oder Ihrem "
            "Passwort. Bitte senden Sie uns beides niemals per E-Mail."
        ),
    },
    "consent": {
        "nl": (
            "De intrekking doet geen afbreuk aan de rechtmatigheid van de verwerking die "
            "daarvóór op uw toestemming steunde."
        ),
        "fr": (
            "Le retrait ne compromet pas la licéité du traitement fondé sur votre "
            "consentement et effectué avant ce retrait."
        ),
        "en": (
            "Withdrawal does not affect the lawfulness of processing based on your consent "
            "before the withdrawal."
        ),
        "de": (
            "Der Widerruf berührt nicht die Rechtmäßigkeit der bis dahin aufgrund Ihrer "
            "Einwilligung erfolgten Verarbeitung."
        ),
    },
    "restriction": {
        "nl": "Wij verwittigen u voordat de beperking van de verwerking wordt opgeheven.",
        "fr": "Nous vous informerons avant que la limitation du traitement ne soit levée.",
        "en": "We will tell you before the restriction is lifted.",
        "de": ("Wir unterrichten Sie, bevor die Einschränkung der Verarbeitung aufgehoben wird."),
    },
    "while_restricted": {
        "nl": (
            "Tijdens de beperking mogen wij de gegevens enkel nog bewaren, of gebruiken "
            "met uw toestemming, voor een rechtsvordering, om de rechten van een ander te "
            "beschermen of om gewichtige redenen van algemeen belang (art. 18.2 AVG)."
        ),
        "fr": (
            "Pendant la limitation, nous pouvons uniquement conserver ces données, ou les "
            "utiliser avec votre consentement, pour des droits en justice, pour protéger "
            "les droits d'une autre personne ou pour des motifs importants d'intérêt "
            "public (art. 18.2 RGPD)."
        ),
        "en": (
            "While processing is restricted we may only store the data, or use them with "
            "your consent, for legal claims, to protect the rights of another person or "
            "for reasons of important public interest (Art. 18(2) GDPR)."
        ),
        "de": (
            "Während der Einschränkung dürfen wir die Daten nur speichern oder sie mit "
            "Ihrer Einwilligung, für Rechtsansprüche, zum Schutz der Rechte einer anderen "
            "Person oder aus Gründen eines wichtigen öffentlichen Interesses nutzen (Art. "
            "18 Abs. 2 DSGVO)."
        ),
    },
    "partial": {
        "nl": "Wij geven u niet alles waar u om vroeg. Wat ontbreekt en waarom: {punten}.",
        "fr": (
            "Nous ne vous donnons pas tout ce que vous avez demandé. Ce qui manque et "
            "pourquoi : {points}."
        ),
        "en": ("We are not giving you everything you asked for. What is missing and why: {items}."),
        "de": (
            "Wir geben Ihnen nicht alles, worum Sie gebeten haben. Was fehlt und warum: {Punkte}."
        ),
    },
    "no_data": {
        "nl": (
            "Wij hebben in {systemen} gezocht met {kenmerken} en vonden geen "
            "persoonsgegevens van u, buiten dit verzoek zelf."
        ),
        "fr": (
            "Nous avons cherché dans {systèmes} à l'aide de {critères} et n'avons trouvé "
            "aucune donnée à caractère personnel vous concernant, hormis cette demande."
        ),
        "en": (
            "We searched {systems} using {identifiers} and found no personal data about "
            "you apart from this request."
        ),
        "de": (
            "Wir haben in {Systeme} mit {Merkmale} gesucht und außer diesem Antrag keine "
            "personenbezogenen Daten zu Ihnen gefunden."
        ),
    },
    "art19": {
        "nl": (
            "Wij hebben elke ontvanger van deze gegevens ingelicht, behalve waar dat "
            "onmogelijk of onevenredig was. Op uw vraag noemen wij hen."
        ),
        "fr": (
            "Nous avons informé chaque destinataire de ces données, sauf là où c'était "
            "impossible ou disproportionné. À votre demande, nous vous indiquerons "
            "lesquels."
        ),
        "en": (
            "We have informed every recipient of these data, except where that was "
            "impossible or disproportionate. If you ask, we will tell you who they are."
        ),
        "de": (
            "Wir haben alle Empfänger dieser Daten unterrichtet, außer wo dies unmöglich "
            "oder unverhältnismäßig war. Auf Wunsch nennen wir sie Ihnen."
        ),
    },
    "optout_date": {
        "nl": (
            "Wij registreerden uw afmelding op {x}. Uiterlijk op {y} stopt onze reclame; "
            "reclame op papier die al klaarlag kan u tot {z} bereiken."
        ),
        "fr": (
            "Nous avons enregistré votre opposition le {x}. Notre publicité cesse au plus "
            "tard le {y} ; des imprimés déjà préparés peuvent vous parvenir jusqu'au {z}."
        ),
        "en": (
            "We registered your opt-out on {x}. Our advertising stops on {y} at the "
            "latest; paper mailings already prepared may reach you until {z}."
        ),
        "de": (
            "Wir haben Ihre Abmeldung am {x} registriert. Unsere Werbung endet spätestens "
            "am {y}; bereits vorbereitete Drucksachen können Sie bis {z} erreichen."
        ),
    },
}

ADDRESS = {
    "nl": "Drukpersstraat 35, 1000 Brussel",
    "fr": "Rue de la Presse 35, 1000 Bruxelles",
    "en": "Rue de la Presse 35 / Drukpersstraat 35, 1000 Brussels",
    "de": "Rue de la Presse 35, 1000 Brüssel",
}
SITE = {
    "nl": "gegevensbeschermingsautoriteit.be",
    "fr": "autoriteprotectiondonnees.be",
    "en": "dataprotectionauthority.be",
    "de": "datenschutzbehorde.be",
}

VALUES = {
    "received_on": "VALUE-X",
    "due_on": "VALUE-Y",
    "done_on": "VALUE-X",
    "effect_on": "VALUE-Y",
    "paper_on": "VALUE-Z",
    "extension_until": "VALUE-Z",
    "extension_reason": "VALUE-R",
    "left_out": "VALUE-P",
    "searched_systems": "VALUE-S",
    "identifiers": "VALUE-I",
    "facts": "VALUE-F",
    "answer_on": "VALUE-A",
}
SLOTS = {
    "month": ["VALUE-X", "VALUE-Y"],
    "extension": ["VALUE-Z", "VALUE-R"],
    "partial": ["VALUE-P"],
    "no_data": ["VALUE-S", "VALUE-I"],
    "optout_date": ["VALUE-X", "VALUE-Y", "VALUE-Z"],
}
"""What fills the slots of a block, in the order in which the rule book has them."""
STANDS_IN = {
    "month": ("L01", ()),
    "never_id": ("L01", ()),
    "suspension": ("L02", ("suspends",)),
    "extension": ("L04", ()),
    "partial": ("L05", ("criterion_only", "in_part")),
    "complaint": ("L06", ()),
    "complaint_form": ("L06", ()),
    "court": ("L06", ()),
    "restriction": ("L07", ("restricted",)),
    "while_restricted": ("L07", ("restricted",)),
    "consent": ("L07", ("consent_withdrawn",)),
    "art19": ("L07", ("recipients_informed",)),
    "optout_date": ("L12", ("optout",)),
    "no_data": ("L18", ()),
}
OTHERS = (
    "reference", "channel", "rights", "doubt", "asked", "asked_until", "right_name", "what_done",
    "ground_title", "ground_article", "legal_name", "department", "address", "requester_name",
)  # fmt: skip
TEMPLATES = load_templates()


def words_of(kind: str, language: str, conditions: tuple[str, ...]) -> list[str]:
    filling = Filling(
        fields={**dict.fromkeys(OTHERS, "x"), **VALUES},
        listings={"rights": ("x",), "items": ("x",)},
        conditions=frozenset(conditions),
    )
    text = compose(TEMPLATES[kind, language], filling, ())
    return [
        "".join(run.text for run in block.runs)
        for block in text.blocks
        if isinstance(block, Box | Paragraph)
    ]


def in_the_rule_book(block: str, language: str) -> str:
    values = iter(SLOTS.get(block, ()))
    words = RULE_BOOK[block][language].replace("[adres]", ADDRESS[language])
    words = re.sub(r"\[(adresse|address|Adresse)\]", ADDRESS[language], words)
    return re.sub(r"\{[^}]+\}", lambda _: next(values), words)


def without_hard_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", STANDS_IN)
def test_a_fixed_block_is_word_for_word_that_of_the_rule_book(block: str, language: str) -> None:
    kind, conditions = STANDS_IN[block]
    found = [without_hard_spaces(words) for words in words_of(kind, language, conditions)]
    assert in_the_rule_book(block, language) in found


def test_every_block_of_the_rule_book_is_tried() -> None:
    assert {*STANDS_IN} == {*RULE_BOOK}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_clause_falls_away_where_no_paper_is_prepared(language: str) -> None:
    whole = in_the_rule_book("optout_date", language)
    (short, *_) = words_of("L12", language, ("optout", "no_paper"))
    assert "VALUE-Z" not in short
    assert whole.startswith(without_hard_spaces(short).rstrip("."))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["L04", "L05", "L06", "L09", "L10", "L17", "L18"])
def test_complaint_and_court_come_in_their_order(kind: str, language: str) -> None:
    found = words_of(kind, language, ("criterion_only",) if kind == "L05" else ())
    order = [
        in_the_rule_book("complaint", language),
        next(words for words in found if words.endswith(f"+32 (0)2 274 48 00 · {SITE[language]}")),
        in_the_rule_book("complaint_form", language),
        in_the_rule_book("court", language),
    ]
    at = [[without_hard_spaces(words) for words in found].index(words) for words in order]
    assert at == list(range(at[0], at[0] + 4))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["L01", "L02"])
def test_the_never_ask_block_passes_the_check_that_looks_for_asking(
    kind: str, language: str
) -> None:
    words = in_the_rule_book("never_id", language)
    assert words in words_of(kind, language, ())
    filling = Filling(fields={**dict.fromkeys(OTHERS, "x"), **VALUES}, listings={"rights": ("x",)})
    text = compose(TEMPLATES[kind, language], filling, ())
    assert checks(text, CheckFacts(reference="AVG-2026-0001", by_email=True)) == ()
