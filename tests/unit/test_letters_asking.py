"""An e-mail never asks for identity papers, card data, login or password (rules 0, T3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikanda_case.domain.asking import asks_for_secret
from ikanda_case.domain.asking import sentences as sentences_of

ASKING = {
    "nl": """
Stuur ons een kopie van uw identiteitskaart.
Gelieve uw paspoort in te scannen en terug te mailen.
Kunt u ons uw rijksregisternummer bezorgen?
Wij vragen u om de voorzijde van uw identiteitskaart.
Om verder te gaan hebben wij uw wachtwoord nodig.
Zonder een kopie van uw identiteitskaart kunnen wij uw verzoek niet behandelen.
U dient uw rijbewijs voor te leggen.
Log in met uw gebruikersnaam en wachtwoord via deze link.
Bezorg ons uw kredietkaartnummer, dan betalen wij u terug.
Wilt u uw pincode aan ons doorgeven?
Vergeet niet uw identiteitskaart mee te sturen.
Wij wachten nog op uw paspoort.
Upload uw ID-kaart in uw account.
Stuur ons uw identiteitskaart uiterlijk vrijdag, niet later dan 17 uur.
Stuur geen geld maar uw paspoort.
Vul hieronder uw wachtwoord in.
Mogen wij een foto van uw rijbewijs ontvangen?
Breng uw identiteitskaart mee naar onze balie.
Graag ontvangen wij een scan van uw verblijfskaart.
Zolang wij uw identiteitskaart niet hebben gezien, wachten wij met ons antwoord.
""",
    "fr": """
Envoyez-nous une copie de votre carte d'identité.
Veuillez joindre une copie de votre passeport.
Pourriez-vous nous communiquer votre numéro de registre national ?
Merci de nous transmettre le recto de votre carte d’identité.
Nous avons besoin de votre mot de passe pour continuer.
Sans copie de votre carte d'identité, nous ne pouvons pas traiter votre demande.
Vous devez présenter votre permis de conduire.
Connectez-vous avec votre identifiant et votre mot de passe via ce lien.
Nous vous demandons une copie de votre pièce d'identité.
Il nous faut votre numéro de carte de crédit.
N'oubliez pas de joindre votre carte d'identité.
Nous attendons votre passeport.
Faites-nous parvenir un scan de votre titre de séjour.
Une copie de votre carte d'identité est nécessaire.
Saisissez votre mot de passe ci-dessous.
Prière de remettre votre carte d'identité à notre guichet.
Tant que nous n'avons pas vu votre carte d'identité, nous attendons.
Indiquez-nous le code secret de votre carte bancaire.
N'envoyez pas d'argent mais votre passeport.
Dès réception de votre carte d'identité, nous répondrons.
""",
    "en": """
Please send us a copy of your identity card.
Could you provide your passport?
We need your password to continue.
Without a copy of your ID card we cannot handle your request.
You must show us your driving licence.
Log in with your user name and password through this link.
Attach a scan of your ID.
We require a copy of your passport.
Reply with your credit card number.
Do not forget to enclose or attach your identity card.
We are waiting for your passport.
As soon as we have your identity card we will answer.
Upload your driver's license in your account.
Kindly provide the security code of your card.
Send us your passport no later than Friday.
If you send us your passport, we can go on.
A copy of your residence permit is required.
May we have your national register number?
Do not send money but send your passport.
Enter your password below.
""",
    "de": """
Bitte senden Sie uns eine Kopie Ihres Personalausweises.
Könnten Sie uns Ihren Reisepass zusenden?
Wir benötigen Ihr Passwort, um fortzufahren.
Ohne eine Kopie Ihres Ausweises können wir Ihren Antrag nicht bearbeiten.
Sie müssen Ihren Führerschein vorlegen.
Loggen Sie sich mit Benutzername und Passwort über diesen Link ein.
Schicken Sie uns bitte die Vorderseite Ihres Personalausweises.
Wir bitten Sie um Ihre Nationalregisternummer.
Nennen Sie uns Ihre Kreditkartennummer.
Vergessen Sie nicht, Ihren Ausweis beizufügen.
Wir warten noch auf Ihren Reisepass.
Sobald wir Ihren Personalausweis haben, antworten wir.
Laden Sie Ihren Führerschein in Ihrem Konto hoch.
Teilen Sie uns Ihr Kennwort mit.
Eine Kopie Ihres Aufenthaltstitels ist erforderlich.
Geben Sie unten Ihr Passwort ein.
Bringen Sie Ihren Personalausweis zu unserem Schalter mit.
Senden Sie kein Geld, sondern Ihren Reisepass.
Würden Sie uns Ihre Kartennummer mitteilen?
Solange uns Ihr Ausweis nicht vorliegt, warten wir.
""",
}

NOT_ASKING = {
    "nl": """
Wij vragen u nooit via e-mail om uw identiteitskaart of uw wachtwoord.
Stuur ze ons ook nooit per e-mail.
U hoeft geen kopie van uw identiteitskaart te sturen.
Stuur ons nooit uw wachtwoord.
Uw wachtwoord bewaren wij alleen als onleesbare code.
Wij hebben uw identiteitskaart gezien en geen kopie gemaakt.
U krijgt een brief over uw identiteit.
Bel ons op het nummer dat u kent.
Stuur ons de code terug die u zopas kreeg.
Kunt u ons het nummer van een bestelling geven?
Een identiteitskaart is niet nodig.
Uw kaartgegevens staan in bijlage A.
U kunt uw wachtwoord zelf wijzigen in uw account.
Wij verwerken uw naam, uw gebruikersnaam en uw wachtwoord.
Wij wissen de kopie van uw identiteitskaart meteen na de controle.
Wij geven uw kredietkaartnummer aan niemand door.
Vraagt iemand u per e-mail om uw wachtwoord? Antwoord dan niet.
Gelieve geen identiteitskaart mee te sturen.
Wij vroegen u niet om uw paspoort.
Het wachtwoord van dit bestand krijgt u telefonisch.
Antwoord langs dezelfde weg, of bel ons.
""",
    "fr": """
Nous ne vous demandons jamais par e-mail votre carte d'identité ni votre mot de passe.
Ne nous les envoyez jamais par e-mail.
Vous ne devez pas envoyer de copie de votre carte d'identité.
Ne nous envoyez jamais votre mot de passe.
Nous conservons votre mot de passe uniquement sous forme de code illisible.
Nous avons vu votre carte d'identité et n'en avons pas fait de copie.
Vous recevrez une lettre au sujet de votre identité.
Téléphonez-nous au numéro que vous connaissez.
Renvoyez-nous le code que vous venez de recevoir.
Pourriez-vous nous donner un numéro de commande ?
Une carte d'identité n'est pas nécessaire.
Les données de votre carte se trouvent à l'annexe A.
Vous pouvez changer vous-même votre mot de passe dans votre compte.
Nous traitons votre nom, votre nom d'utilisateur et votre mot de passe.
Nous effaçons la copie de votre carte d'identité aussitôt après la vérification.
Nous ne communiquons votre numéro de carte de crédit à personne.
Quelqu'un vous demande votre mot de passe par e-mail ? Ne répondez pas.
Merci de ne pas joindre de carte d'identité.
Nous ne vous avons pas demandé votre passeport.
Le mot de passe de ce fichier vous sera donné par téléphone.
Répondez par la même voie, ou téléphonez-nous.
""",
    "en": """
We never ask you by e-mail for your identity card or your password.
Please never send them to us by e-mail.
You do not have to send a copy of your identity card.
Never send us your password.
We keep your password only as an unreadable code.
We saw your identity card and made no copy.
You will get a letter about your identity.
Call us on the number you know.
Send us back the code you have just received.
Could you give us an order number?
An identity card is not needed.
Your card details are in annex A.
You can change your password yourself in your account.
We process your name, your user name and your password.
We delete the copy of your identity card right after the check.
We give your credit card number to no one.
Is someone asking you for your password by e-mail? Do not reply.
Please do not attach an identity card.
We did not ask you for your passport.
The password of this file will be given to you by telephone.
Reply by the same route, or call us.
""",
    "de": """
Wir fragen Sie niemals per E-Mail nach Ihrem Personalausweis oder Ihrem Passwort.
Bitte senden Sie uns beides niemals per E-Mail.
Sie müssen keine Kopie Ihres Personalausweises senden.
Senden Sie uns niemals Ihr Passwort.
Wir bewahren Ihr Passwort nur als unlesbaren Code auf.
Wir haben Ihren Ausweis gesehen und keine Kopie gemacht.
Sie erhalten einen Brief zu Ihrer Identität.
Rufen Sie uns unter der Nummer an, die Sie kennen.
Senden Sie uns den Code zurück, den Sie soeben erhalten haben.
Könnten Sie uns eine Bestellnummer nennen?
Ein Personalausweis ist nicht erforderlich.
Ihre Kartendaten stehen in Anlage A.
Sie können Ihr Passwort selbst in Ihrem Konto ändern.
Wir verarbeiten Ihren Namen, Ihren Benutzernamen und Ihr Passwort.
Wir löschen die Kopie Ihres Ausweises gleich nach der Prüfung.
Wir geben Ihre Kreditkartennummer niemandem weiter.
Fragt Sie jemand per E-Mail nach Ihrem Passwort? Antworten Sie nicht.
Bitte fügen Sie keinen Ausweis bei.
Wir haben Sie nicht um Ihren Reisepass gebeten.
Das Passwort dieser Datei erhalten Sie telefonisch.
Antworten Sie auf demselben Weg oder rufen Sie uns an.
""",
}


MORE_ASKING = """
Kan u ons een duidelijke foto van de voorkant van uw identiteitskaart mailen?
Om zeker te zijn dat u het bent, vragen wij een kopie van uw paspoort.
Uw paspoort mag u gewoon als bijlage terugsturen.
Wij zouden graag uw identiteitskaart zien.
Antwoord op deze e-mail met uw gebruikersnaam en wachtwoord.
Gelieve ons te bezorgen: uw naam, uw klantnummer en een kopie van uw ID.
Wij kunnen pas antwoorden na ontvangst van een kopie van uw identiteitskaart.
Bevestig uw kredietkaartnummer via deze link.
U hebt een identiteitskaart. Stuur ons daar een foto van, of scan ze in.
We hebben enkel nog uw rijbewijs nodig.
Voeg een kopie van uw verblijfskaart toe.
Merci de bien vouloir nous faire parvenir une photo de votre carte d'identité.
Afin de vérifier votre identité, nous vous prions de nous adresser une copie de votre passeport.
Nous aimerions recevoir votre permis de conduire.
Répondez à ce message avec votre mot de passe.
Votre carte d'identité doit nous être envoyée avant vendredi.
Nous ne pouvons pas répondre avant d'avoir reçu votre pièce d'identité.
Auriez-vous l'amabilité de nous transmettre votre passeport ?
Nous devons voir votre carte d'identité.
Vous trouverez un lien pour téléverser votre carte d'identité.
Seule une copie de votre passeport nous manque encore.
We would like to see your identity card.
Please reply with a picture of your passport.
To verify that it is you, we must ask you for a copy of your ID card.
Your passport must be sent to us before Friday.
We cannot answer before we have received your identity card.
Would you mind sending us your driving licence?
Click here to confirm your password.
You have a passport. Please send us a scan of it.
All we still need is your credit card number.
We kindly ask that you upload your identity document.
Wir möchten gern Ihren Personalausweis sehen.
Bitte antworten Sie mit einem Foto Ihres Reisepasses.
Um Ihre Identität zu prüfen, bitten wir um eine Kopie Ihres Ausweises.
Ihr Ausweis muss uns bis Freitag zugesandt werden.
Wir können erst antworten, wenn wir Ihren Personalausweis erhalten haben.
Wären Sie so freundlich, uns Ihren Führerschein zu schicken?
Klicken Sie hier und bestätigen Sie Ihr Passwort.
Sie haben einen Reisepass. Senden Sie uns davon eine Kopie.
Uns fehlt nur noch Ihre Kreditkartennummer.
Wir benötigen noch einen Scan Ihres Personalausweises.
Wij verzoeken u vriendelijk om uw identiteitskaart even te tonen via een videogesprek.
Laat ons de laatste vier cijfers van uw kredietkaart weten.
Geef ons uw rijksregisternummer zodat wij u kunnen terugvinden.
Het volstaat dat u ons een foto van uw paspoort stuurt.
Uw login en wachtwoord hebben wij nodig om in uw account te kijken.
Zou u zo vriendelijk willen zijn een kopie van uw ID-kaart bij te voegen?
Il suffit de nous envoyer une photo de votre passeport.
Communiquez-nous les quatre derniers chiffres de votre carte bancaire.
Votre identifiant et votre mot de passe nous sont nécessaires.
Nous vous invitons à joindre une copie de votre carte d'identité.
Il vous suffit de répondre avec votre numéro de registre national.
Une photo de votre permis de conduire suffit.
It is enough to send us a photo of your passport.
Give us the last four digits of your credit card.
For this we need your login and password.
Please include your national register number in your reply.
A picture of your driving licence will do.
You can simply forward us your ID.
Es genügt, uns ein Foto Ihres Reisepasses zu senden.
Nennen Sie uns die letzten vier Ziffern Ihrer Kreditkarte.
Dafür brauchen wir Ihren Benutzernamen und Ihr Passwort.
Bitte geben Sie in Ihrer Antwort Ihre Nationalregisternummer an.
Ein Foto Ihres Führerscheins genügt.
Sie können uns Ihren Ausweis einfach per E-Mail schicken.
"""

MORE_NOT_ASKING = """
Uw identiteitskaart hebben wij niet nodig.
Wij hebben uw verzoek goed ontvangen; een kopie van uw identiteitskaart is niet vereist.
U vroeg ons of wij uw rijksregisternummer bewaren. Dat doen wij niet.
U stuurde ons een kopie van uw paspoort. Wij hebben die gewist.
Wij bewaren van uw betaling alleen de laatste vier cijfers van uw kaartnummer.
In bijlage A vindt u ook de gegevens van uw kredietkaart die wij bewaarden.
IKANDA zal u nooit via e-mail om uw ID of wachtwoord vragen.
Wij vragen nooit uw wachtwoord, uw identiteitskaart of uw kaartnummer.
Stuur ons uw bestelnummer; uw identiteitskaart hoeft niet.
Geef uw wachtwoord nooit door, ook niet aan ons.
Kies een nieuw wachtwoord in uw account.
Wij sturen u de brief met de post. Daarin staat hoe u uw identiteit kunt bevestigen.
Nous n'avons pas besoin de votre carte d'identité.
Vous nous avez envoyé une copie de votre passeport. Nous l'avons effacée.
Vous nous avez demandé si nous conservons votre numéro de registre national. Ce n'est pas le cas.
IKANDA ne vous demandera jamais votre identifiant ou votre mot de passe par e-mail.
L'annexe A contient aussi les données de votre carte de crédit.
Ne communiquez votre mot de passe à personne, pas même à nous.
Choisissez un nouveau mot de passe dans votre compte.
Aucune copie de votre carte d'identité n'est requise.
Indiquez-nous un numéro de commande ; votre carte d'identité n'est pas utile.
Nous avons besoin d'un numéro de commande, jamais de votre carte d'identité.
We do not need your identity card.
You sent us a copy of your passport. We have deleted it.
You asked us whether we keep your national register number. We do not.
IKANDA will never ask you by e-mail for your ID or password.
Annex A also holds the credit card data we kept.
Do not give your password to anyone, not even to us.
Choose a new password in your account.
No copy of your passport is required.
Tell us an order number; your identity card is not needed.
We stored your password as a hash and never in readable form.
Wir brauchen Ihren Personalausweis nicht.
Sie haben uns eine Kopie Ihres Reisepasses gesandt. Wir haben sie gelöscht.
Sie haben uns gefragt, ob wir Ihre Nationalregisternummer speichern. Das tun wir nicht.
IKANDA wird Sie niemals per E-Mail nach Ihrem Ausweis oder Passwort fragen.
Anlage A enthält auch die Daten Ihrer Kreditkarte.
Geben Sie Ihr Passwort niemandem weiter, auch nicht uns.
Wählen Sie in Ihrem Konto ein neues Passwort.
Eine Kopie Ihres Reisepasses ist nicht nötig.
Nennen Sie uns eine Bestellnummer; Ihr Ausweis ist nicht nötig.
Wir haben Ihr Passwort nur verschlüsselt gespeichert.
Om veiligheidsredenen sturen wij uw gegevens niet per e-mail.
Uw paspoort lag niet bij uw brief.
De kopie van uw identiteitskaart die u ons ongevraagd bezorgde, hebben wij vernietigd.
Uw rijksregisternummer komt in onze bestanden niet voor.
Het veld wachtwoord is in bijlage A leeg gelaten.
Wij gaven uw kaartnummer door aan de betaaldienst.
Votre passeport n'était pas joint à votre lettre.
La copie de votre carte d'identité que vous nous avez envoyée spontanément a été détruite.
Votre numéro de registre national ne figure pas dans nos fichiers.
Nous avons transmis votre numéro de carte au service de paiement.
Le champ du mot de passe est laissé vide à l'annexe A.
Your passport was not enclosed with your letter.
The copy of your identity card that you sent us unasked has been destroyed.
Your national register number does not occur in our files.
We passed your card number on to the payment service.
The password field is left empty in annex A.
Ihr Reisepass lag Ihrem Brief nicht bei.
Die Kopie Ihres Ausweises, die Sie uns unaufgefordert gesandt haben, wurde vernichtet.
Ihre Nationalregisternummer kommt in unseren Dateien nicht vor.
Wir haben Ihre Kartennummer an den Zahlungsdienst übermittelt.
Das Passwortfeld ist in Anlage A leer.
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


def sentences(texts: dict[str, str]) -> list[str]:
    return [line for text in texts.values() for line in lines(text)]


def test_twenty_sentences_of_each_kind_in_each_language() -> None:
    for texts in (ASKING, NOT_ASKING):
        assert {*texts} == {"nl", "fr", "en", "de"}
        assert all(len(lines(text)) >= 20 for text in texts.values())


@pytest.mark.parametrize("sentence", [*sentences(ASKING), *lines(MORE_ASKING)])
def test_a_sentence_that_asks_is_found(sentence: str) -> None:
    assert asks_for_secret(sentence)


@pytest.mark.parametrize("sentence", [*sentences(NOT_ASKING), *lines(MORE_NOT_ASKING)])
def test_a_sentence_that_does_not_ask_passes(sentence: str) -> None:
    assert asks_for_secret(sentence) == ()


def test_the_place_of_the_sentence_is_told() -> None:
    text = "Dank voor uw brief. Stuur ons uw paspoort. Wij antwoorden snel."
    ((start, end),) = asks_for_secret(text)
    assert text[start:end] == "Stuur ons uw paspoort."


def test_the_space_after_the_last_sentence_is_no_sentence() -> None:
    text = " Dag.  Dank u wel.  \n "
    assert [text[start:end] for start, end in sentences_of(text)] == ["Dag.", "Dank u wel."]


def test_a_sentence_that_points_back_asks_too() -> None:
    assert len(asks_for_secret("U hebt een paspoort. Stuur ons daarvan een foto.")) == 1
    assert asks_for_secret("U hebt een paspoort. Stuur ons daarvan nooit een foto.") == ()


@pytest.mark.parametrize("abbreviation", ["a.u.b.", "bv.", "s.v.p.", "e.g.", "z.B."])
def test_an_abbreviation_ends_no_sentence(abbreviation: str) -> None:
    assert asks_for_secret(f"Stuur ons {abbreviation} een kopie van uw identiteitskaart.")


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    for start, end in asks_for_secret(text):
        assert 0 <= start < end <= len(text)


def test_long_text_takes_no_long_time() -> None:
    asking = "u gelieve moet " * 5000 + "nooit uw paspoort " + "zonder niet " * 5000
    assert len(asks_for_secret(asking)) <= 1
