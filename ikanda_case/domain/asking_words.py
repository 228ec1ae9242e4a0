"""The words with which Dutch, French, English and German ask, refuse, and name what is secret."""

import re
from dataclasses import dataclass

SECRET = re.compile(
    r"""
    \b(?:
      # nl
      identiteits(?:kaart|bewij|document|stuk|papier)\w* | id-?kaart\w* | id-?bewij\w+
    | paspoort\w* | rijbewij\w+ | verblijfs(?:kaart|titel|vergunning)\w* | rijksregisternummer\w*
    | (?:krediet|betaal|bank|debet)kaart\w* | creditcard\w* | kaart(?:nummer|gegevens)\w*
    | (?:veiligheids|pin)-?codes? | (?:wacht|pas)woord\w* | gebruikersna(?:am|men)
    | (?:in)?log(?:in)?(?:gegevens|codes?|na(?:am|men)) | aanmeld(?:gegevens|naam)
    | kopie\ van\ uw\ kaart
      # fr
    | (?:carte|pi[eè]ce|document|titre)s?\ d['’]identit[eé] | passeports? | permis\ de\ conduire
    | titres?\ de\ s[eé]jour | num[eé]ro\ (?:de\ |du\ )?(?:registre\ )?national
    | num[eé]ro\ (?:de\ )?(?:registre|carte|votre\ carte|la\ carte)
    | cartes?\ (?:de\ cr[eé]dit|bancaires?|de\ banque|de\ paiement|de\ d[eé]bit)
    | donn[eé]es\ de\ (?:votre\ )?carte | cryptogramme | codes?\ (?:secret|pin|cvc|cvv)
    | mots?\ de\ passe | identifiants?\ de\ connexion | (?:votre|vos)\ identifiants?
    | noms?\ d['’]utilisateur
      # en
    | (?:identity|id|identification)[ -](?:cards?|documents?|papers?) | passports?
    | driv(?:ing|er['’]?s)\ licen[cs]es? | residence\ permits?
    | national\ (?:register|registry|registration|identification)\ number
    | (?:credit|debit|bank|payment)[ -]cards? | card\ (?:numbers?|details|data)
    | security\ code | pin(?:\ code)? | passwords? | passcodes? | user ?names? | credentials
    | log-?in\ (?:id|names?|details|codes?|data)
      # de
    | (?:personal)?ausweis(?:es|e|en|kopien?|dokumente?|nummern?)?
    | identit[aä]ts(?:karte|dokument|nachweis)\w*
    | reisep[aä]ss\w* | passkopien? | f[uü]hrerschein\w* | aufenthaltstitel\w*
    | nationalregisternummer | (?:kredit|bank|zahlungs)karten?\w* | karten(?:nummer|daten)\w*
    | pr[uü]fziffer | (?:pass|kenn)(?:wort|w[oö]rter)\w* | benutzernamen? | login-?(?:daten|namen?)
    | (?:zugangs|anmelde)daten
      # everywhere
    | e-?id | cvc | cvv | logins?
    )\b
    | (?-i:\bIDs?\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
OF_A_FILE = re.compile(
    r"""\b(?:
      (?:wacht|pas)woord\ (?:van|voor|om)\ (?:het|dit|de|deze|onze)\ (?:bestand|bijlage|pdf|zip)
    | mot\ de\ passe\ (?:du|de\ ce|de\ cette|de\ l['’]|de\ la|pour\ ouvrir\ (?:le|la|l['’]|ce))\ ?
      (?:fichier|annexe|document|pdf|zip)
    | password\ (?:of|for|to\ open)\ (?:the|this|our)\ (?:file|document|annex|attachment|pdf|zip)
    | (?:pass|kenn)wort\ (?:der|dieser|f[uü]r\ die|zum\ [OÖoö]ffnen\ der)\ (?:datei|anlage)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asking:
    """How one language asks, and how it says that it does not."""

    asks: re.Pattern[str]
    denies: re.Pattern[str]
    urges: re.Pattern[str]
    """Phrases with a negation in them that ask all the more: "do not forget"."""
    no_denial: re.Pattern[str]
    """Phrases with a negation in them that deny nothing."""
    but: re.Pattern[str]
    """Begins a part that a denial before it does not reach."""
    part: re.Pattern[str]
    """Where a sentence falls into parts."""
    lacking: re.Pattern[str]
    """"Without it", "as long as we have not": with a denial, this asks."""
    again: re.Pattern[str]
    """"Send us a copy of it": asks for what the sentence before names."""


def _pattern(text: str) -> re.Pattern[str]:
    """Compile a verbose pattern in which … is any words, but not so many that it takes long."""
    return re.compile(text.replace("…", r".{0,200}"), re.VERBOSE | re.IGNORECASE)


_NL_SEND = r"""(?:\w*st(?:u|uu)r(?:en|t)|bezorg(?:en|t)|\w*mail(?:en|t)|\w*zend(?:en|t)
    |door\ ?(?:te\ )?gev(?:en)|doorgeeft|mee\ ?(?:te\ )?delen|meedeelt|vermeld(?:en|t)
    |upload(?:en|t)|op\ ?(?:te\ )?laden|(?:toe|bij|mee)\ ?(?:te\ )?(?:voegen|geven|sturen|brengen)
    |(?:toe|bij)voegt|meebrengt|in\ ?(?:te\ )?(?:vullen|geven|voeren|tikken)|invult|ingeeft
    |ton(?:en)|toont|voor\ ?(?:te\ )?leggen|voorlegt|overhandig(?:en|t)|scan(?:nen|t)
    |fotografer(?:en)|kopi[eë]r(?:en)|laten\ (?:zien|weten)|over\ ?(?:te\ )?maken|overmaakt
    |verstrek(?:ken|t)|aan\ ?(?:te\ )?leveren|in\ ?(?:te\ )?loggen|aan\ ?(?:te\ )?melden
    |af\ ?(?:te\ )?geven|bevestig(?:en|t))"""
_NL = Asking(
    asks=_pattern(
        rf"""\b(?:stuur|bezorg|zend|upload|overhandig|verstrek|scan\ (?:uw|een|de|beide))\b
        | ^\W*(?:(?:en|of|dan|eerst|ook|graag|daarom|vervolgens|nu|gewoon|liefst|aub|a\.u\.b\.
            |alstublieft|beste|maar)\W+)*
          (?:mail|geef|vermeld|deel|toon|bevestig|vul|voeg|laad|scan|antwoord|kopieer|fotografeer
            |plak|tik|typ|voer|breng|steek|leg|log|meld|kom|maak\ (?=…(?:kopie|foto|scan|over))
            |neem\ (?=…(?:mee|foto|kopie))|laat\ (?=…(?:zien|weten|geworden)))\b
        | \b(?:stuurt|bezorgt|mailt|zendt|geeft|deelt|toont|vult|voegt|brengt|legt|maakt|vermeldt
            |verstrekt|overhandigt|scant|uploadt|bevestigt)\ u\b
        | \b(?:u|je)\b…\b{_NL_SEND}\b
        | \b(?:kunt|kan|wilt|wil|zou|zoudt|moet|dient|mag|gelieve|verzoeken)\b…\b{_NL_SEND}\b
        | \bvolstaat\b | \bis\ (?:ook\ )?(?:voldoende|genoeg)\b
        | \bgelieve\b | \bgraag\b…\b(?:ontvangen|krijgen|hadden|zien)\b
        | \b(?:ontvangen|krijgen|hadden|zien)\ (?:wij|we)\ (?:van\ u\ )?graag\b
        | \b(?:vragen|vraag|verzoeken|verzoek)\ (?:wij\ |we\ )?(?:u|om|naar|nog|een|uw)\b
        | \b(?:vragen|verzoeken)\ (?:wij|we)\b…\b(?:om|naar)\ (?:uw|een|de|het)\b
        | \b(?:nodig|noodzakelijk|vereist|verplicht|onmisbaar)\b | \bmogen\ (?:wij|we)\b
        | \bwacht(?:en)?\ (?:wij\ |we\ )?(?:nog\ )?op\b | \bverwachten\b | \bontbre(?:ekt|ken)\b
        | \b(?:moet|moeten|dient|dienen)\b…\b(?:\w*gestuurd|bezorgd|getoond|voorgelegd|toegevoegd
            |bijgevoegd|opgeladen|ge[uü]pload|gemaild|overgemaakt|afgegeven|meegebracht)\b
        | \bklik\b | \blink\b…\b(?:op\ te\ laden|in\ te\ (?:vullen|geven|loggen)|te\ uploaden)\b
        | \b(?:pas\ (?:na|als|wanneer|zodra)|zodra\ (?:wij|we)|na\ ontvangst\ van)\b"""
    ),
    denies=_pattern(r"\b(?:nooit|niet|geen|nergens|noch|evenmin|niets|niemand)\b"),
    urges=_pattern(r"\b(?:vergeet|aarzel|wacht)\ (?:zeker\ |vooral\ )?niet\b"),
    no_denial=_pattern(
        r"""\bniet\ alleen\b|\bniet\ later\ dan\b
        |\bgeen\ probleem\b|\bnog\ niet\b|\bniet\ meer\b(?=…\bstuur\b)"""
    ),
    but=_pattern(r"^\W*(?:maar|wel|enkel|behalve|tenzij|dus)\b"),
    part=_pattern(
        r"""[,;:()\n–—]|(?=\b(?:en|of|maar|behalve|indien|als|wanneer|zodat|omdat|want|terwijl
        |tenzij|aangezien)\b)|(?=\bstuur\b)|(?=\bgelieve\b)"""
    ),
    lacking=_pattern(r"\b(?:zonder|zolang|totdat|voordat|vooraleer)\b(?!\ dat)"),
    again=_pattern(
        r"""\b(?:stuur|mail|bezorg|zend|upload|scan|fotografeer|geef|toon)\b
        …\b(?:ze|die|deze|dit|dat|het|hem|daarvan|hiervan|ervan)\b
        | \b(?:ze|die|deze|dit|dat|het|hem|daarvan|hiervan|ervan)\b
        …\b(?:sturen|mailen|bezorgen|zenden|uploaden|scannen|fotograferen|tonen)\b"""
    ),
)

_FR_SEND = r"""(?:envoyer|renvoyer|transmettre|adresser|communiquer|fournir|joindre|charger
    |t[eé]l[eé]charger|t[eé]l[eé]verser|indiquer|pr[eé]ciser|donner|montrer|pr[eé]senter|remettre
    |scanner|photographier|copier|saisir|taper|entrer|introduire|ins[eé]rer|compl[eé]ter|confirmer
    |mentionner|parvenir|apporter|(?:vous\ )?connecter|(?:vous\ )?identifier|r[eé]pondre|d[eé]poser
    |produire)"""
_FR = Asking(
    asks=_pattern(
        rf"""\b(?:(?:r|ren)?envoyez|transmettez|adressez|communiquez|fournissez|joignez|chargez
          |t[eé]l[eé]chargez|t[eé]l[eé]versez|indiquez|pr[eé]cisez|donnez|montrez|pr[eé]sentez
          |remettez|scannez|photographiez|copiez|saisissez|tapez|entrez|introduisez|ins[eé]rez
          |compl[eé]tez|confirmez|mentionnez|apportez|munissez|connectez|identifiez|r[eé]pondez
          |d[eé]posez|produisez|faites(?=…parvenir))\b
        | \b(?:veuillez|merci\ de|merci\ d['’]|pri[eè]re\ de|pri[eè]re\ d['’]|pourriez|pouvez
          |voulez|voudriez|devez|devriez|devrez|faut|faudrait|faudra|tenue?s?\ de|pri[eé]e?s?\ de
          |auriez|seriez|lien|invitons\ [aà])\b…\b{_FR_SEND}\b
        | \bvous\ (?:prions|demandons|demanderons|r[eé]clamons|saurions)\b
        | \b(?:demandons|souhaitons|souhaiterions|voudrions|aimerions|exigeons)\b
          …\b(?:recevoir|obtenir|avoir|voir|votre|vos)\b
        | \b(?:n[eé]cessaires?|requise?s?|obligatoires?|indispensables?|exig[eé]e?s?)\b
        | \b(?:doit|doivent|devra|devront)\b…\b(?:envoy|transmis|remis|pr[eé]sent|joint|adress
            |fourni|communiqu|t[eé]l[eé]vers)\w*
        | \bdevons\b…\b(?:voir|recevoir|avoir|v[eé]rifier|disposer)\b | \bcliquez\b
        | \bsuffi(?:t|sent|ra|rait)\b
        | \bavons\ besoin\b | \battendons\b | \bnous\ (?:faut|manque)\b | \bil\ (?:vous\ )?faut\b
        | \bd[eè]s\ (?:que\ nous|r[eé]ception)\b | \bapr[eè]s\ r[eé]ception\b
        | \ben\ nous\ (?:envoyant|transmettant|communiquant)\b"""
    ),
    denies=_pattern(
        r"""\b(?:jamais|pas|aucune?|aucunement|ni|inutile|rien|dispens[eé]e?s?|nullement)\b
        |[aà]\ personne\b"""
    ),
    urges=_pattern(r"\bn['’](?:oubliez|h[eé]sitez)\ (?:surtout\ )?pas\b"),
    no_denial=_pattern(
        r"""\bpas\ seulement\b
        |\bpas\ plus\ tard\ que\b|\bpas\ encore\b"""
    ),
    but=_pattern(r"^\W*(?:mais|sauf|uniquement|seulement|donc)\b"),
    part=_pattern(
        r"""[,;:()\n–—]|(?=\b(?:et|ou|mais|sauf|si|lorsque|quand|car|puisque|parce\ que|afin)\b)
        |(?=\bveuillez\b)|(?=\bmerci\ d)"""
    ),
    lacking=_pattern(
        r"\b(?:sans(?!\ que|\ devoir|\ avoir)|tant\ que|avant\ (?:que|de\ recevoir|d['’]avoir))\b"
    ),
    again=_pattern(
        r"""\b(?:envoyez|transmettez|joignez|montrez|pr[eé]sentez|remettez|scannez|adressez
        |t[eé]l[eé]versez|fournissez)\b(?:-(?:nous-)?(?:la|le|les|en)\b|-nous\ (?:en|une\ copie)\b
        |…\b(?:celle-ci|celui-ci|ceux-ci|une\ (?:copie|photo)|un\ scan)\b)
        | \bnous\ (?:l['’]|la\ |le\ |les\ |en\ )
        …\b(?:envoyer|transmettre|montrer|remettre|adresser)\b"""
    ),
)

_EN_SEND = r"""(?:send|provide|attach|upload|enter|give|show|present|submit|forward|reply\ with
    |bring|photograph|fill\ in|confirm|mention|quote|include|supply|hand|log\ in|sign\ in|tell\ us
    |let\ us\ (?:have|see)|share|produce|return|disclose
    |(?:e-?mail|mail|scan|copy|type|state|post)(?=\ (?:us|me|in|it|them|both|your|the|a|an)\b))"""
_EN = Asking(
    asks=_pattern(
        rf"""^\W*(?:(?:please|then|so|and|or|just|first|also|kindly|simply|instead|next|now|do|but
            |either)\W+)*{_EN_SEND}\b
        | \b(?:please|kindly)\b…\b{_EN_SEND}\b
        | \byou\ (?:must|should|need\ to|have\ to|can|may|could|will\ have\ to|are\ (?:required|
            requested|asked|invited|kindly\ asked)\ to|might)\b…\b{_EN_SEND}\b
        | \b(?:could|can|would|will|may)\ (?:you|we)\b…\b(?:{_EN_SEND}|have|see|ask)\b
        | \bif\ you\b…\b{_EN_SEND}\b | \byou\ {_EN_SEND}\b
        | \bwe\ (?:will\ |do\ |now\ |still\ |only\ |therefore\ |must\ |also\ )*(?:need|require
            |request|await|expect|ask\ you|ask\ for|want)\b
        | \b(?:we|to)\b…\bask(?:ing)?\ (?:you\ )?for\b
        | \b(?:must|should|ha(?:s|ve)\ to|needs?\ to)\ be\ (?:sent|shown|provided|attached|uploaded
            |submitted|presented|included|forwarded|enclosed|handed)\b
        | \b(?:is|are)\ enough\b | \bwill\ (?:do|suffice)\b
        | \bwould\ you\ mind\b | \bbe\ so\ kind\b | \bclick\b | \blink\ to\ {_EN_SEND}\b
        | \bwould\ (?:like|appreciate|need)\b | \bwaiting\ for\b | \blook\ forward\ to\b
        | \b(?:is|are)\ (?:still\ |also\ )?(?:required|needed|necessary|mandatory)\b
        | \b(?:as\ soon\ as|once|until|after|when)\ we\ (?:have|receive|get|see)\b
        | \bon\ receipt\ of\b | \bby\ (?:sending|showing|providing|e-?mailing|uploading)\b"""
    ),
    denies=_pattern(r"\b(?:never|not|no|nor|neither|cannot|none|nothing)\b|n['’]t\b"),
    urges=_pattern(r"\b(?:do\ not|don['’]t)\ (?:forget|hesitate)\b"),
    no_denial=_pattern(
        r"""\bnot\ only\b|\bno(?:t)?\ later\ than\b
        |\bno\ problem\b|\bnot\ yet\b|\bif\ you\ have\ not\b"""
    ),
    but=_pattern(r"^\W*(?:but|only|except|unless|instead|so)\b"),
    part=_pattern(
        r"[,;:()\n–—]|(?=\b(?:and|or|but|if|when|because|unless|except|so)\b)|(?=\bplease\b)"
    ),
    lacking=_pattern(r"\b(?:without(?!\ you|\ having)|as\ long\ as|until|unless|before)\b"),
    again=_pattern(
        r"""^\W*(?:(?:please|then|so|and|just|also|kindly|simply)\W+)*(?:send|e-?mail|mail|provide
        |attach|upload|show|present|submit|forward|bring|scan|photograph|copy|share)\b
        …\b(?:it|them|this|these|that|both)\b"""
    ),
)

_DE_SEND = r"""(?:\w*send(?:en|et)|\w*schick(?:en|t)|mailen|[uü]bermitteln|an(?:zu)?geben
    |mit(?:zu)?teilen|hoch(?:zu)?laden|bei(?:zu)?(?:f[uü]gen|legen)|vor(?:zu)?(?:legen|zeigen|weisen)
    |zeigen|ein(?:zu)?(?:scannen|geben|tippen|reichen|loggen|senden)|scannen|fotografieren|kopieren
    |mit(?:zu)?bringen|an(?:zu)?(?:h[aä]ngen|melden)|nennen|best[aä]tigen|zukommen|faxen)"""
_DE = Asking(
    asks=_pattern(
        rf"""\b(?:senden|schicken|mailen|[uü]bermitteln|[uü]bersenden|geben|nennen|teilen|laden|f[uü]gen
          |legen|zeigen|weisen|best[aä]tigen|scannen|fotografieren|kopieren|tippen|tragen|f[uü]llen
          |antworten|reichen|bringen|melden|loggen|faxen|h[aä]ngen|lassen|kommen)\ Sie\b
        | \bSie\b…\b{_DE_SEND}\b | \bbitte\b…\b{_DE_SEND}\b
        | \bbitten\b | \b(?:ben[oö]tigen|brauchen|verlangen|erbitten|erwarten)\b
        | \bfragen\b…\bnach\b | \bbitte\ um\b
        | \b(?:erforderlich|notwendig|n[oö]tig|verpflichtend|unerl[aä]sslich)\b
        | \b(?:m[oö]chten|w[uü]rden)\b…\b(?:sehen|erhalten|haben|bekommen)\b | \bfehl(?:t|en)\b
        | \b(?:muss|m[uü]ssen|sollte)\b…\b(?:\w*gesandt|\w*geschickt|vorgelegt|gezeigt|eingereicht
            |hochgeladen|beigef[uü]gt|mitgebracht)\b
        | \bgen[uü]g(?:t|en)\b | \breicht\b
        | \berst\b…\bwenn\ (?:wir|uns)\b | \bklicken\b
        | \b(?:sobald\ (?:wir|uns)|nach\ (?:Erhalt|Eingang))\b | \bwarten\ (?:wir\ |noch\ )*auf\b"""
    ),
    denies=_pattern(r"\b(?:niemals|nie|nicht|kein\w*|weder|nichts|keinesfalls|niemand\w*)\b"),
    urges=_pattern(r"\b(?:vergessen|z[oö]gern)\ Sie\ (?:bitte\ )?nicht\b"),
    no_denial=_pattern(
        r"""\bnicht\ nur\b
        |\bnicht\ sp[aä]ter\ als\b|\bnoch\ nicht\b|\bkein\ Problem\b"""
    ),
    but=_pattern(r"^\W*(?:aber|sondern|nur|au[sß]er|jedoch|also)\b"),
    part=_pattern(
        r"""[,;:()\n–—]|(?=\b(?:und|oder|aber|sondern|wenn|falls|sobald|weil|denn|damit|au[sß]er)\b)
        |(?=\bbitte\b)"""
    ),
    lacking=_pattern(r"\b(?:ohne(?!\ dass)|solange|bevor)\b"),
    again=_pattern(
        r"""\b(?:senden|schicken|mailen|[uü]bermitteln|zeigen|scannen|fotografieren|laden|legen)
        \ Sie\b…\b(?-i:sie|ihn|es|diese[nsr]?|davon|beides?)\b"""
    ),
)
URGED = " \u25b6 "
"""Stands in the place of a phrase that urges."""
LANGUAGES = (_NL, _FR, _EN, _DE)
