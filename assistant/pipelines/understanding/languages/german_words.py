"""The words of German questions: politeness, elements, numbers, states, places, colours, commands."""

from __future__ import annotations

import re

from assistant.pipelines.understanding.languages.tongue import compiled, pattern_of

FILLERS = pattern_of(
    r"\b(?:bitte|eigentlich|denn|momentan|derzeit|zurzeit|zur zeit|im moment|im augenblick|überhaupt|gerade|"
    r"in der zwischenzeit|inzwischen)\b"
)
BEFORE = pattern_of(
    r"(?:bitte|hallo|hey|also|okay|so|äh|ähm|jetzt|nun|lookaloud|(?:kannst|könntest|würdest) du(?: mir)?"
    r"(?: (?:sagen|verraten|vorlesen|erklären))|können sie(?: mir)?(?: bitte)? (?:sagen|verraten)|"
    r"sag(?:e|en sie)? mir(?: mal| doch)?(?= (?:was|wo|wer|wie|wann|welche[rsmn]?|ob|den|die|das|alle)\b)|"
    r"ich (?:möchte|will|würde gerne?) wissen|weisst du) "
)
AFTER = pattern_of(
    r"(?: (?:bitte|mal|denn|eigentlich|jetzt|gerade|danke|nochmal|noch einmal|genau|auf dem bildschirm|auf der seite|"
    r"auf dieser seite|in diesem fenster|im fenster))+$"
)
ARTICLES = pattern_of(
    r"(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|keinen|mein|meine|meinen|meinem|meiner|"
    r"dieser|diese|dieses|diesen|diesem|irgendein|irgendeine|irgendeinen|irgendwelche|alle|allen|aller|so|wort|"
    r"möglichkeit (?:zum|zu|für)|weg zum) (?=\S)"
)
COMPOUND = re.compile(r"(?<=[^\W\d]{3})-?(felde?r?|knopf|knöpfe|schaltflächen?|links?|buttons?)$")
NEVER = frozenset("nicht nie kein keine keinen wo was wer wen wem wann wie warum welche welcher welches ob".split())
STEMS = {"such": "suche", "namens": "name", "geburtstags": "geburtstag", "datums": "datum", "adress": "adresse"}
PARTS = pattern_of(
    r"(?:namens|mit dem namen|mit der aufschrift|mit dem text|für|zum|zur|von|mit|des|zu|genannt) (?=\S)"
)
SORTS = compiled(
    r"""
    schaltflächen? = button
    (?:druck)?knopf|(?:druck)?knöpfen? = button
    buttons? = button
    tasten? = button
    links? = link
    verweise?n? = link
    kontrollkästchen|ankreuzfelde?r?n?|checkbox(?:en)?|häkchen|kästchen|haken = check box
    optionsfelde?r?n?|optionsfeld|optionsschaltflächen?|auswahlschaltern?|auswahlschalter|radiobuttons? = radio button
    eingabefelde?r?n?|eingabefeld|textfelde?r?n?|textfeld = text field
    formularfelde?r?n?|formularfeld|felder?n?|feld = field
    kombinationsfelde?r?n?|kombinationsfeld|auswahllisten?|auswahlfelde?r?n?|auswahlfeld|auswahlmenüs? = combo box
    dropdowns? = combo box
    schaltern?|schalter = switch
    schieberegler|schiebereglern|regler = slider
    fortschrittsbalken|fortschrittsanzeigen? = progress bar
    menüpunkte?n?|menüeinträgen?|menüeintrag|menübefehle? = menu item
    menüs? = menu
    registerkarten?|reitern?|reiter|tabs? = tab
    überschrift|überschriften = heading
    bild|bildern?|fotos?|grafiken?|grafik|abbildung|abbildungen = picture
    symbole?n?|icons? = icon
    listeneinträgen?|listeneintrag|einträgen?|eintrag|elemente?n?|punkte?n? = item
    listen? = list
    datei|dateien|ordnern?|ordner = file
    option|optionen|auswahlmöglichkeiten?|möglichkeiten = option
    tabellen? = table
    tabellenzeilen?|zeilen?|reihen? = row
    spalten?|spaltenüberschriften? = column
    zellen? = cell
    absätzen?|absatz = paragraph
    dialoge?n?|dialog|dialogfelde?r?n?|dialogfeld|dialogfenstern?|dialogfenster|meldungsfenster = dialog
    fenstern?|fenster = window
    symbolleisten?|werkzeugleisten? = tool bar
    statusleisten?|statuszeilen? = status bar
    steuerelemente?n?|bedienelemente?n? = control
    """
)
LINES = compiled(
    r"""
    absatz = paragraph
    zeile = line
    satz = sentence
    überschrift = heading
    abschnitt = section
    nachricht = message
    eintrag = entry
    element = item
    ergebnis = result
    link = link
    schaltfläche|knopf = button
    feld = field
    datei = file
    registerkarte = tab
    schritt = step
    """
)
_COUNTED = (
    r"eins|erste[nrsm]?", r"zwei|zweite[nrsm]?", r"drei|dritte[nrsm]?", r"vier|vierte[nrsm]?", r"fünf|fünfte[nrsm]?",
    r"sechs|sechste[nrsm]?", r"sieben|siebte[nrsm]?", r"acht|achte[nrsm]?", r"neun|neunte[nrsm]?",
    r"zehn|zehnte[nrsm]?"
)  # fmt: skip
NUMBERS = (
    *((pattern_of(pattern), number) for number, pattern in enumerate(_COUNTED, 1)),
    (pattern_of(r"letzte[nrsm]?"), -1),
)
STATES = compiled(
    r"""
    nicht (?:angekreuzt|angehakt|aktiviert|eingeschaltet|an)|ausgeschaltet|aus = unchecked
    angekreuzt|angehakt|abgehakt|eingeschaltet|an = checked
    aktiviert|aktiv|verfügbar|anklickbar|klickbar|bedienbar|freigegeben = enabled
    deaktiviert|gesperrt|ausgegraut|inaktiv|nicht (?:verfügbar|anklickbar|klickbar|bedienbar) = disabled
    ausgewählt|gewählt|markiert|selektiert = selected
    erforderlich|pflicht|ein pflichtfeld|verpflichtend|obligatorisch = required
    leer|nicht ausgefüllt = empty
    ausgefüllt|nicht leer = filled
    voreingestellt|(?:der |die |das )?standard(?:schaltfläche)? = default
    """
)
WAYS = compiled(
    r"""
    darunter|drunter|unten drunter|unter|unterhalb von = below
    darüber|drüber|über|oberhalb von = above
    danach|nach|hinter|nächste[ns]? = next
    davor|vor|vorige[n]?|vorherige[n]? = previous
    rechts|rechts daneben|rechts davon|rechts von|rechts neben = right
    links|links daneben|links davon|links von|links neben = left
    """
)
COLOURS = compiled(
    r"""
    rot = red
    grün = green
    blau = blue
    gelb = yellow
    orange = orange
    lila|violett = purple
    rosa = pink
    schwarz = black
    weiss = white
    grau = grey
    braun = brown
    türkis = cyan
    dunkel = dark
    hell = light
    """
)
COMMANDS = tuple(
    (name, pattern_of(pattern))
    for name, pattern in (
        ("stop", r"stopp?|halt|sei still|ruhe|still|schluss|hör auf(?: zu (?:reden|lesen|sprechen))?|leise"),
        ("cancel", r"abbrechen|vergiss es|egal|schon gut|lass es"),
        ("copy", r"kopiere?(?: das| es| die antwort)?(?: in die zwischenablage)?"),
        ("slower", r"(?:sprich |lies )?(?:bitte )?(?:etwas |ein bisschen )?langsamer"),
        ("faster", r"(?:sprich |lies )?(?:bitte )?(?:etwas |ein bisschen )?schneller"),
        ("louder", r"(?:sprich )?(?:etwas )?lauter"), ("quieter", r"(?:sprich )?(?:etwas )?leiser"),
        ("help", r"hilfe|hilf mir|was kann ich (?:dich )?(?:fragen|sagen)|befehle"),
        ("repeat", r"(?:wiederhole?|wiederholen|sag)(?: es| das| die antwort)?(?: noch ?(?:ein)?mal)?|noch "
                   r"?(?:ein)?mal|"
                   r"wie bitte|was hast du gesagt|ich habe (?:es |das )?nicht verstanden"),
        ("more", r"mehr|(?:sag|erzähl|lies)(?: mir)? mehr(?: darüber| davon)?|weiter|mehr details|ausführlicher|"
                 r"genauer"),
        ("less", r"kürzer|fass dich kürzer|weniger|zu lang"),
        ("go", r"geh(?:e)? (?:dorthin|dahin|hin)|bring mich (?:dorthin|dahin|hin)"),
        ("click", r"(?:klick(?:e)?|drück(?:e)?|aktiviere?|öffne?) (?:es|das|darauf|sie|ihn)(?: an)?|klick(?:e)? "
                  r"(?:darauf|drauf)"),
        ("yes", r"ja(?: bitte| genau)?|jawohl|genau|richtig|stimmt"), ("no", r"nein(?: danke)?|nee|falsch"),
    )
)  # fmt: skip
