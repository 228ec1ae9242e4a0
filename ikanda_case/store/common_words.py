"""Common Dutch, French and German words and Belgian names: guessed first, so worth little."""

_WORDS = """
wachtwoord welkom geheim azerty azertyuiop qwerty qwertz test testtest admin administrator sleutel
wachtzin paswoord toegang login gebruiker kantoor dossier dossiers privacy ikanda avg gdpr rgpd
dsgvo zaak zaken juridisch advocaat jurist brief brieven klant klanten verzoek verzoeken meubels
welkom01 welkom123 geheim123 hallo hallo123 goedemorgen goedendag daag liefde schatje schat lieverd
mama papa oma opa vader moeder zoon dochter broer zus kind kinderen familie vriend vriendin vrienden
hond kat poes paard vogel vis konijn olifant leeuw tijger beer muis
appel peer banaan kers aardbei brood kaas melk boter suiker zout koffie thee water bier wijn
chocolade friet frietjes wafel mosselen
huis tuin keuken kamer deur raam tafel stoel bed kast zetel bank lamp dak muur straat weg brug kerk
school boek pen papier computer telefoon scherm toetsenbord auto fiets trein bus vliegtuig boot
zon maan ster sterren hemel wolk regen sneeuw wind zee strand berg bos boom bloem roos gras
rood blauw groen geel zwart wit oranje paars bruin grijs roze
een twee drie vier vijf zes zeven acht negen tien elf twaalf honderd duizend
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag morgen gisteren
januari februari maart april mei juni juli augustus september oktober november december
lente zomer herfst winter dag nacht ochtend avond week maand jaar tijd uur minuut seconde
goed slecht groot klein mooi lelijk oud nieuw jong snel traag warm koud lang kort hoog laag
zijn hebben gaan komen doen maken zien weten kunnen willen moeten mogen zeggen vragen geven nemen
lopen slapen eten drinken werken spelen lezen schrijven leven denken houden staan zitten liggen
ik jij hij zij wij jullie mijn jouw onze deze dit dat die hier daar waar wanneer waarom hoe wie wat
niet geen ook nog maar want omdat met zonder voor achter onder boven tussen tegen van naar uit
altijd nooit soms vaak alles niets iemand niemand iets mens mensen man vrouw jongen meisje leven
werk geld macht kracht vrede vrijheid geluk hoop droom engel koning koningin prins prinses held
voetbal wielrennen anderlecht clubbrugge standard rodeduivels duivels genk gent kampioen
belgie brussel antwerpen gent brugge leuven mechelen hasselt genk kortrijk oostende aalst aarlen
luik namen bergen charleroi doornik waver vlaanderen wallonie vlaams belg belgisch nederland
jan piet kees peter marc luc dirk johan tom wim kris bart koen jef jos marie anna sofie emma julie
louise an els greet hilde katrien lies lotte nele sarah
janssens peeters maes jacobs mertens willems claes goossens wouters desmet dubois lambert dupont
motdepasse bienvenue bonjour bonsoir salut merci secret acces utilisateur bureau courrier lettre
client demande avocat juriste soleil lune etoile ciel nuage pluie neige vent mer plage montagne
foret arbre fleur rose herbe chien chat cheval oiseau poisson lapin elephant lion tigre ours souris
pomme poire banane cerise fraise pain fromage lait beurre sucre sel cafe the eau biere vin chocolat
maison jardin cuisine chambre porte fenetre table chaise lit armoire lampe toit mur rue route pont
eglise ecole livre stylo papier ordinateur telephone ecran clavier voiture velo train avion bateau
rouge bleu vert jaune noir blanc orange violet brun gris
un deux trois quatre cinq six sept huit neuf dix onze douze cent mille
lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui demain hier
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
printemps ete automne hiver jour nuit matin soir semaine mois annee temps heure minute seconde
bon mauvais grand petit beau belle vieux nouveau jeune rapide lent chaud froid long court haut bas
etre avoir aller venir faire voir savoir pouvoir vouloir devoir dire donner prendre parler manger
boire dormir travailler jouer lire ecrire vivre penser aimer amour jetaime cherie cheri maman papa
pere mere fils fille frere soeur enfant enfants famille ami amie amis homme femme garcon monde vie
liberte paix bonheur espoir reve ange roi reine prince princesse toujours jamais parfois souvent
tout rien avec sans pour dans sous entre contre parce que qui quoi ou quand pourquoi comment
belgique bruxelles anvers liege namur mons tournai france paris flandre wallonie
jean pierre paul jacques michel philippe nicolas thomas julien marie sophie isabelle nathalie
passwort willkommen geheimnis hallo guten morgen tag nacht danke bitte liebe schatz mutter vater
kind kinder familie freund freundin haus garten tisch stuhl fenster strasse schule buch auto
sonne mond stern himmel regen schnee wasser brot kaffee hund katze pferd vogel
rot blau gelb schwarz weiss eins zwei drei fuenf sechs sieben montag dienstag mittwoch donnerstag
freitag samstag sonntag januar februar maerz sommer winter herbst fruehling immer niemals alles
eupen belgien ostbelgien deutschland
"""

COMMON_WORDS: tuple[str, ...] = tuple(dict.fromkeys(_WORDS.split()))
