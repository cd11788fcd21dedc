"""Questions in German."""

from __future__ import annotations

from functools import partial
from typing import Any

from assistant.pipelines.understanding.languages.german_words import (
    AFTER,
    ARTICLES,
    BEFORE,
    COLOURS,
    COMMANDS,
    COMPOUND,
    FILLERS,
    LINES,
    NEVER,
    NUMBERS,
    PARTS,
    SORTS,
    STATES,
    STEMS,
    WAYS,
)  # fmt: skip
from assistant.pipelines.understanding.languages.tongue import Tongue, rule_of
from assistant.pipelines.understanding.roles import BUTTON, FIELD

_PARTS = {
    "nth": r"(?P<n>erste[nrsm]?|zweite[nrsm]?|dritte[nrsm]?|vierte[nrsm]?|fünfte[nrsm]?|sechste[nrsm]?|siebte[nrsm]?|"
           r"achte[nrsm]?|neunte[nrsm]?|zehnte[nrsm]?|letzte[nrsm]?|\d+)",
    "part": r"(?P<x>absatz|zeile|satz|überschrift|abschnitt|nachricht|eintrag|element|ergebnis|link|schaltfläche|"
            r"knopf|feld|datei|registerkarte|schritt)",
    "state": r"(?P<s>(?:nicht )?(?:angekreuzt|angehakt|aktiviert|eingeschaltet|an|verfügbar|anklickbar|klickbar|"
             r"bedienbar|ausgewählt|gewählt|markiert|erforderlich|ausgefüllt|leer)|abgehakt|ausgeschaltet|aus|"
             r"deaktiviert|gesperrt|ausgegraut|inaktiv|aktiv|selektiert|pflicht|ein pflichtfeld|verpflichtend|"
             r"obligatorisch|voreingestellt|(?:der |die |das )?standard(?:schaltfläche)?|freigegeben)",
    "way": r"(?P<w>darunter|drunter|darüber|drüber|danach|davor|rechts daneben|links daneben|rechts davon|links davon|"
           r"rechts|links|unten drunter)",
    "by": r"(?P<w>unter|unterhalb von|über|oberhalb von|rechts von|rechts neben|links von|links neben|nach|hinter|vor)",
    "colour": r"(?P<c>rot|grün|blau|gelb|orange|lila|violett|rosa|schwarz|weiss|grau|braun|türkis|dunkel|hell)",
    "is": r"(?:ist|sind|war|waren)", "the": r"(?:(?:der|die|das|den|dem) )?",
    "here": r"(?: (?:hier|da|dort|denn|gerade|alle|alles|überhaupt|noch|insgesamt|drin|zu sehen|vorhanden|sichtbar|"
            r"auf dem bildschirm|auf der seite|auf dieser seite|in dem fenster|im fenster|in diesem fenster|"
            r"in dem dialog|im dialog|im formular|in dem formular|zur auswahl))*",
    "which": r"(?:welche|welcher|welches|welchen|welchem|was für|was für ein|was für eine)",
    "people": r"(?:personen?|leute|menschen|männer|frauen|kinder|gesichter|jemand|irgendjemand|ein mensch|"
              r"eine person|ein mann|eine frau|ein kind|wer)",
    "pic": r"(?:im bild|am bild|aufm bild|<picture>)", "picture": r"(?:auf|in) (?:dem|diesem|einem) (?:bild|foto)",
    "window": r"(?:fenster|programm|app|anwendung)",
    "dialog": r"(?:dialog|dialogfeld|dialogfenster|meldung|nachricht|benachrichtigung|meldungsfenster|hinweis|popup|"
              r"hinweisfenster|frage)",
    "error": r"(?:fehler|fehlermeldung|fehlermeldungen|warnung|warnungen|problem|probleme)",
    "sum": r"(?:gesamtsumme|summe|gesamtpreis|gesamtbetrag|endbetrag|endsumme|rechnungsbetrag|betrag|"
           r"gesamtkosten)",
    "mail": r"(?:sie|es|das|ihn|diese|dieser|dieses|diesen|die|der|den) ?(?:e-mail|mail|nachricht|text|artikel|brief|"
            r"beitrag|dokument|schreiben)?",
}  # fmt: skip


_rule = partial(rule_of, _PARTS)
_YES: dict[str, Any] = {"yes_no": True}
_RULES = (
    # what the talk was about
    _rule("followup", r"(?:und |was |ist |steht |kommt |liegt )*(?:(?:der|die|das|dem|den) )?(?:(?P<x>[\w-]+) )?<way>",
          "and the one {x}", needs="part"),
    _rule("followup", r"(?:und |lies |was ist |wie heisst )*(?:der|die|das|den)? ?(?P<w>nächste|nächsten|nächstes|"
          r"vorige|vorigen|vorherige|vorherigen|davor)(?: (?P<x>[\w-]+))?(?: vor)?", "and the next {x}", needs="part"),
    _rule("followup", r"(?:was|<which> \w+) (?:ist|steht|kommt|liegt|befindet sich) <by> (?P<x>.+)",
          "what is beside {x}", needs="name", sort=None),
    _rule("other-window", r"(?:und |was ist mit |was ist in |was ist im |was steht in |was steht im |beschreibe |lies "
          r")*(?:(?:das|dem|die) )?andere[nm]? <window>(?: vor)?", "what about the other window"),
    _rule("read-it", r"lies (?:es|das|sie|ihn)(?: mir)?(?: vor)?|was steht (?:da|dort|da drin|drin|darin)|was sagt es|"
          r"was ist (?:das|es)|was ist da drin", "read it"),
    _rule("where-it", r"wo (?:ist|steht|liegt) (?:es|das|sie|er)", "where is it"),
    _rule("state", r"ist (?:es|das|sie|er) <state>", "is it so", relation="it", **_YES),
    # focus, title, change
    _rule("focus", r"(?:was|wer|<which> [\w-]+) hat(?: gerade| jetzt)?(?: den)?(?: tastatur)? ?(?:tastatur)?fokus|wo "
          r"bin ich|(?:wo|worauf) (?:ist|steht|liegt) (?:gerade )?(?:der|mein) (?:tastatur)?(?:fokus|cursor)|(?:auf|"
          r"in) <which> [\w-]+ (?:ist|steht|liegt|bin ich)(?: gerade)?(?: der fokus| der cursor)?(?<!fenster bin "
          r"ich)(?<!programm bin ich)(?<!anwendung bin ich)(?<!app bin ich)(?<!seite bin ich)|was ist(?: gerade)? "
          r"(?:fokussiert|im fokus)|(?:der )?(?:tastatur)?fokus|worauf "
          r"bin ich|wo steht der fokus", "what has the focus"),
    _rule("title", r"(?:<which> <window>|welche seite|welches dokument) (?:ist|habe ich|bin ich)(?: das| das hier| "
          r"hier| offen| geöffnet| aktiv| vorne| im vordergrund| gerade)*|in <which> <window> bin ich|(?:wie|was) "
          r"(?:heisst|ist|lautet) (?:(?:das|dieses) (?:fenster|programm|dokument)|(?:die|diese) (?:seite|app|"
          r"anwendung)|der titel|der fenstertitel|der titel (?:des fensters|der seite|des dokuments|von dem fenster|"
          r"vom fenster|dieses fensters))|(?:lies )?(?:den |der )?(?:fenster)?titel(?: vor)?|was ist(?: gerade)? "
          r"(?:offen|geöffnet|im vordergrund|vorne)|wo bin ich hier", "what is the title"),
    _rule("changed", r"was (?:hat|ist)(?: sich)?(?: gerade| jetzt| seitdem)?(?: (?:geändert|verändert|neu|anders|"
          r"passiert|geschehen))(?: seitdem)?|hat sich(?: hier)? (?:etwas|was) (?:geändert|verändert)|gibt es "
          r"(?:etwas|was) neues|ist (?:etwas|was) (?:neu|anders|passiert)(?: als vorher| als eben)?|(?:et)?was "
          r"(?:gibt es )?neues|hat sich (?:etwas|was) getan|was hat sich getan|gibt es änderungen", "what has changed"),
    # messages
    _rule("error", r"(?:gibt es|siehst du|ist|sind|habe ich|steht)(?: hier| da| irgendwo)?(?: einen| eine| ein| "
          r"irgendeinen| irgendeine| irgendwelche| noch)?(?: <error>)(?: da| hier| gemacht| zu sehen| aufgetreten)?|"
          r"hat (?:es|das|alles) (?:geklappt|funktioniert)|ist (?:etwas|was|irgendwas|irgendetwas|es|das)(?: dabei)? "
          r"(?:schief ?gegangen|schief ?gelaufen|fehlgeschlagen|falsch)|stimmt (?:etwas|was) nicht|ist (?:ein|etwas) "
          r"fehler(?: passiert)?", "is there an error", **_YES),
    _rule("error", r"(?:was|wie|<which>) (?:sagt|lautet|ist|steht in|meldet|heisst|bedeutet) (?:der|die|das|dem|den) "
          r"<error>(?:meldung)?|was ist (?:hier |da )?(?:schief ?gegangen|schief ?gelaufen|falsch|fehlgeschlagen|los "
          r"mit dem fehler)|<which> <error> (?:gibt es|ist|wird|werden|sind)<here>(?: angezeigt| aufgetreten)?|woran "
          r"ist es gescheitert|warum ist (?:es|das) (?:gescheitert|fehlgeschlagen)|warum (?:geht|funktioniert|klappt|"
          r"ging|klappte) (?:es|das|das hier)? ?nicht|lies(?: mir)? (?:die|den) <error>(?: vor)?|was stimmt (?:hier "
          r")?nicht|was ist als (?:falsch|ungültig) markiert", "what does the error say"),
    _rule("dialog", r"(?:was|wie) (?:sagt|fragt|will|lautet|steht in|steht auf|meldet|zeigt|möchte) (?:der|die|das|"
          r"dem) <dialog>(?: wissen)?|lies(?: mir)? (?:die|den|das) <dialog>(?: vor)?|was steht im (?:dialog|"
          r"dialogfeld|dialogfenster|hinweis)|was werde ich(?: hier)? gefragt|was (?:will|fragt|möchte) (?:es|das "
          r"programm|das fenster|die seite)(?: von mir)?(?: wissen)?|<which> (?:meldung|frage) (?:ist|wird) <here> "
          r"?(?:angezeigt|gestellt|da)?", "what does the dialog say"),
    _rule("dialog", r"was (?:sagt|meldet) das (?:programm|fenster)", "what does the dialog say"),
    # pictures and colours
    _rule("colour", r"(?:<which> farbe|welche farben) (?:hat|haben) (?:der|dieser) hintergrund",
          "what is the background colour", of="background"),
    _rule("colour", r"(?:welche farbe|welche farben) (?:hat|haben|ist|sind)(?: es| das| das hier| der bildschirm| das "
          r"fenster| die seite| hier| zu sehen)*|was ist die hauptfarbe|welche ist die hauptfarbe|welche farben gibt "
          r"es<here>", "what is the main colour"),
    _rule("colour", r"(?:welche farbe|welche farben|in welcher farbe|was für eine farbe) (?:hat|haben|ist|sind) "
          r"(?P<x>.+)", "what colour is the {x}"),
    _rule("picture", r"was (?:ist|sieht man|sehe ich|siehst du|erkennst du|gibt es) <pic>(?: zu sehen| zu erkennen)?|"
          r"was (?:zeigt|stellt) (?:das|dieses) (?:bild|foto)(?: dar)?|beschreibe? (?:mir )?(?:das|dieses) (?:bild|"
          r"foto)|was ist das für ein (?:bild|foto)", "what is in the picture"),
    _rule("picture", r"wie viele? <people> (?:sind|sieht man|siehst du|gibt es|erkennt man) (?:<pic>|darauf|da|hier|"
          r"es)(?: zu sehen)?", "how many people are there in the picture"),
    _rule("picture", r"(?:ist|sind|gibt es|sieht man|siehst du) <people> <pic>(?: zu sehen)?|(?:ist|sind|gibt es|"
          r"siehst du) (?:da|hier|darauf) <people>", "is there anyone in the picture", **_YES),
    _rule("picture", r"wer ist <pic>(?: zu sehen)?", "who is in the picture"),
    _rule("picture", r".*<pic>.*", "{words}"),
    # how many
    _rule("count", r"wie viele (?P<x>.+?) (?:sind|ist)<here> <state>", "how many {xs} are so", needs="sort"),
    _rule("count", r"wie viele (?P<x>.+?) (?:gibt es|sind|hat|haben|enthält|siehst du|sehe ich|stehen|zeigt|zählst "
          r"du)(?: es| in der liste| in der tabelle| auf der seite| (?:die|das|der|diese|dieses|dieser) [\w-]+)?<here>",
          "how many {xs} are there"),
    _rule("count", r"(?:zähle?|anzahl|wie hoch ist die anzahl|was ist die anzahl|die anzahl)(?: der| die| von| alle)* "
          r"(?P<x>.+)", "how many {xs} are there"),
    # parts by number
    _rule("row", r"(?:lies|was steht in|was ist in)(?: mir)? (?:die|der) <nth> (?:tabellenzeile|reihe|zeile (?:der|in "
          r"der|aus der) tabelle)(?: vor)?|(?:lies )?(?:tabellenzeile|reihe|zeile) (?P<n2>\d+) (?:der|in der) "
          r"tabelle(?: vor)?", "read the row {n}"),
    _rule("paragraph", r"(?:lies|was ist|was steht in|was steht im|was steht auf|wie lautet|wie heisst|nenne|sag)(?: "
          r"mir)?(?: den| die| das| der| dem)? ?<nth> <part>(?: vor)?", "read the {x} number {n}", needs="part"),
    _rule("paragraph", r"(?:lies )?(?:den |die |das )?<part>(?: nummer)? (?P<n>\d+)(?: vor)?",
          "read the {x} number {n}", needs="part"),
    _rule("row", r"(?:lies|was steht in|was ist in)(?: mir)? (?:die|der) (?:tabellenzeile|reihe|zeile) (?:von|mit|zu|"
          r"für|über|des|der)(?: dem| der| den)? (?P<x>.+?)(?: vor)?", "read the row of {x}", needs="name"),
    # states
    _rule("state", r"lässt sich (?P<x>.+?) (?:drücken|anklicken|betätigen|auswählen|ändern)",
          "can i press {x}", state="enabled", **_YES),
    _rule("state", r"kann (?:ich|man) (?P<x>.+?) (?:drücken|anklicken|klicken|betätigen|benutzen|bedienen|auswählen|"
          r"aktivieren|ändern|bearbeiten)", "can i press {x}", state="enabled", **_YES),
    _rule("state", r"(?:habe|hab) ich (?P<x>.+?) (?:angekreuzt|angehakt|aktiviert|eingeschaltet|ausgewählt|bestellt|"
          r"akzeptiert|zugestimmt)", "have i ticked {x}", state="checked", **_YES),
    _rule("checked", r"<which> (?P<x>.+?) muss ich (?:ausfüllen|angeben|eintragen)",
          "which {xs} are required", needs="only sort", state="required"),
    _rule("state", r"(?:ist|sind) (?P<x>.+?) (?:akzeptiert|bestätigt|gesetzt)",
          "is the {x} checked", needs="name", state="checked", **_YES),
    _rule("state", r"muss (?:ich )?(?P<x>.+?) (?:ausgefüllt werden|ausfüllen|angeben|angegeben werden)",
          "is the {x} required", state="required", **_YES),
    _rule("selected", r"was (?:ist|habe ich)<here> (?:ausgewählt|gewählt|markiert|selektiert)",
          "what is selected", state="selected"),
    _rule("checked", r"was (?:ist|habe ich)<here> (?:angekreuzt|angehakt|abgehakt|aktiviert|eingeschaltet)",
          "what is checked", state="checked"),
    _rule("checked", r"<which> (?P<x>.+?) (?:ist|sind|habe ich)<here> (?:angekreuzt|angehakt|abgehakt|aktiviert|"
          r"eingeschaltet|an)", "which {xs} are checked", state="checked", needs="sort"),
    _rule("selected", r"(?:was|<which>) (?:ist|sind) (?:der|die|das) (?:ausgewählte|gewählte|markierte)[nrs]? "
          r"(?P<x>.+)", "which {x} is selected", state="selected"),
    _rule("selected", r"<which> (?P<x>.+?) (?:ist|sind|habe ich)<here> (?:ausgewählt|gewählt|markiert|selektiert|"
          r"offen|geöffnet|aktiv|vorne)", "which {x} is selected", state="selected"),
    _rule("checked", r"<which> (?P<x>.+?) (?:ist|sind)<here> <state>", "which {xs} are so", needs="sort"),
    _rule("checked", r"<which> (?P<x>.+?)(?: noch| schon)? <state> (?:ist|sind)",
          "which {xs} are so", needs="only sort"),
    _rule("state", r"<is> (?P<x>.+?) <state>", "is the {x} so", needs="name", **_YES),
    _rule("state", r"(?:ob )(?P<x>.+?) <state> (?:ist|sind)", "is the {x} so", needs="name", **_YES),
    _rule("colour", r"(?:ist|sind) (?P<x>.+?) <colour>", "what colour is the {x}", **_YES),
    # money, time, people
    _rule("total", r"wie (?:hoch|viel|teuer) (?:ist|kostet|sind|macht) (?:die |der |das |es |alles )?(?:<sum>|alles|"
          r"es|das)?(?: insgesamt| zusammen)?|was (?:kostet|macht) (?:das|es|alles|das alles)(?: insgesamt| zusammen| "
          r"alles)?|(?:was|wie) (?:ist|lautet) (?:die|der) <sum>|(?:was|wie ?viel) (?:muss|soll) ich(?: insgesamt)? "
          r"(?:be)?zahlen|<sum>", "how much is it in total", subject="total"),
    _rule("total", r"(?:was|wie viel|wieviel) (?:kostet|kosten) (?P<y>.+?)(?: insgesamt)?|wie teuer (?:ist|sind) "
          r"(?P<y2>.+)", "how much is the {y}", subject="preis"),
    _rule("total", r"(?:was|wie hoch|wie) (?:ist|sind|lautet) (?:der|die) (?:preis|preise|kosten) (?:von|für|des|"
          r"der)(?: dem| der| den| das)? (?P<y>.+)", "how much is the {y}", subject="preis"),
    _rule("when", r"(?:um wie viel uhr|um wieviel uhr|zu welcher uhrzeit) (?:ist|beginnt|startet|fährt|kommt|geht|"
          r"endet|findet|war) (?P<x>.+?)(?: statt| ab| an| los)?", "what time is {x}", of="time"),
    _rule("when", r"(?:an welchem tag|an welchem datum) (?:ist|beginnt|findet|kommt|war|endet) (?P<x>.+?)(?: statt| "
          r"an)?", "what day is {x}", of="date"),
    _rule("when", r"wann (?:ist|war|beginnt|startet|fährt|kommt|geht|endet|findet|wird|wurde|schliesst|öffnet|läuft) "
          r"(?:es|das|sie|er)?(?: statt)?", "when is it"),
    _rule("when", r"(?:bis )?wann (?:ist|war|beginnt|startet|fährt|kommt|geht|endet|findet|wird|wurde|schliesst|"
          r"öffnet|läuft|muss|sind|kommen|werden) (?P<x>.+?)(?: statt| ab| an| los| fällig| sein)?", "when is {x}"),
    _rule("who", r"(?:von wem|wer) (?:ist|hat|kommt|stammt) <mail>(?: mir)?(?: geschickt| gesendet| geschrieben| "
          r"verfasst)?|(?:wer|wie) (?:ist|heisst) der (?:absender|autor|verfasser)|(?:der )?absender|wer hat (?:mir "
          r")?(?:geschrieben|das geschickt|das geschrieben)", "who sent it"),
    _rule("who", r"an wen (?:ist|geht|ging) <mail>(?: gerichtet| adressiert)?|(?:wer|wie) (?:ist|heisst) der empfänger",
          "who is it to"),
    _rule("who", r"(?:wer|von wem) (?:hat|ist|kommt|stammt) (?:die|der|das|den) (?:e-mail|mail|nachricht|beitrag|"
          r"brief) (?:über|zu|zum|zur|mit|wegen)(?: dem| der| den| das| die)? (?P<x>.+?)(?: geschickt| gesendet| "
          r"geschrieben)?", "who sent the {x}", needs="name"),
    _rule("who", r"wer (?:hat|ist|war) (?P<x>.+)", "who {x}", needs="name"),
    # what there is
    _rule("choices", r"<which> (?P<x>.+?) (?:kann|könnte|darf) ich (?:aus)?wählen|was kann ich (?:bei|in|im|unter|"
          r"für) (?P<x2>.+?) (?:aus)?wählen", "which {x} can i choose"),
    _rule("controls", r"(?:<which>|was für) (?P<x>.+?) (?:gibt es|sind|hat|haben|sehe ich|siehst du|kann ich|stehen|"
          r"enthält|zeigt|habe ich)(?: es| (?:die|das|der|diese|dieses|dieser) [\w-]+)?<here>(?: anklicken| drücken| "
          r"klicken| ausfüllen| benutzen| öffnen)?", "which {xs} are there", needs="only sort"),
    _rule("controls", r"(?:zeige?|nenne?|liste?|lies|sag|zähle|gib)(?: mir)?(?: bitte)?(?: alle| die| das| den| der)* "
          r"(?P<x>[\w -]+?)(?: auf| vor)?", "list the {xs}", needs="only sort"),
    _rule("controls", r"was kann ich(?: hier)? (?:anklicken|drücken|klicken|tun|machen)",
          "what buttons are there", sort=BUTTON),
    _rule("controls", r"was (?:kann|muss|soll) ich(?: hier)? (?:eingeben|ausfüllen|eintippen|eintragen)",
          "what fields are there", sort=FIELD),
    _rule("controls", r"was (?:ist|steht|gibt es|liegt) (?:in|im|auf|in dem|in der|auf der|in diesem)(?: der| dem)? "
          r"(?P<x>(?:.+ )?(?:liste|menü|tabelle|symbolleiste|werkzeugleiste|statusleiste|ordner))<here>",
          "what is in the {x}", needs="sort"),
    # all of it
    _rule("overview", r"was (?:ist|steht|siehst du|sehe ich|gibt es|sieht man|erkennst du|ist los)<here>(?: (?:auf|"
          r"in) (?:dem|diesem|meinem) (?:bildschirm|fenster|desktop))?(?: im fenster)?(?: zu sehen| los)?|"
          r"(?:beschreibe?|beschreib)(?: mir)?(?: bitte)?(?: (?:den|das|die|es|alles|diesen|dieses|diese))?(?: "
          r"(?:bildschirm|fenster|seite|ansicht|desktop))?|(?:gib mir )?(?:einen |eine )?(?:überblick|übersicht|"
          r"zusammenfassung)|fasse? (?:es|das|die seite|den text|alles) zusammen|zusammenfassung|worum geht es(?: "
          r"hier)?", "what is on the screen"),
    _rule("read-all", r"lies(?: mir)?(?: bitte)?(?: (?:alles|den ganzen text|den text|das fenster|die seite|die ganze "
          r"seite|den bildschirm|den artikel|die mail|die e-mail|das dokument|den ganzen bildschirm))?(?: vor)?|"
          r"vorlesen|alles (?:vor)?lesen", "read everything"),
    # yes or no
    _rule("exists", r"(?:gibt es|siehst du|sehe ich|finde ich|existiert)(?: hier| da| dort| irgendwo| auch| noch| auf "
          r"der seite| im fenster)* (?P<x>(?!etwas |was ).+?)<here>", "is there a {x}"),
    _rule("exists", r"(?:ist|sind|steht|stehen)(?: hier| da| dort| irgendwo| auf dem bildschirm| auf der seite| im "
          r"fenster)+ (?:etwas (?:von|über|zu) )?(?P<x>.+?)", "is there a {x}", needs="name"),
    _rule("exists", r"(?:ist|sind) (?P<x>.+?) (?:vorhanden|zu sehen|sichtbar|da|auf dem bildschirm|auf der seite|im "
          r"fenster)|(?:hat|enthält|zeigt) (?:das fenster|die seite|der dialog|das formular|die liste|der bildschirm) "
          r"(?P<x2>.+)", "is there a {x}"),
    _rule("exists", r"(?:taucht|kommt)(?: hier| irgendwo)* (?P<x>.+?) (?:auf|vor)", "is there a {x}", needs="name"),
    # where
    _rule("where", r"wo (?:ist|sind|liegt|liegen|steht|stehen|befindet sich|befinden sich|finde ich|gibt es|war|sehe "
          r"ich)(?: hier| denn| gerade)* (?P<x>.+?)(?: zu finden)?", "where is the {x}"),
    _rule("where", r"(?:zeig(?:e)?(?: mir)? )?wo (?:ich|man)(?: mich| sich)? (?P<x>.+?) kann|wo (?:kann|muss) (?:ich|"
          r"man)(?: mich| sich)? (?P<x2>.+)|wie komme ich (?:zu|zum|zur) (?P<x3>.+)", "where is the {x}"),
    _rule("where", r"(?:zeig(?:e)?(?: mir)? )?wo (?P<x>.+?) (?:ist|sind|liegt|steht|zu finden ist|sich befindet)",
          "where is the {x}"),
    _rule("where", r"(?:finde?|suche?|such|zeig(?:e)?(?: mir)?|lokalisiere)(?: mir)? (?P<x>.+)", "where is the {x}"),
    _rule("where", r"(?:in welcher ecke|an welcher stelle) (?:ist|steht|liegt) (?P<x>.+)|wo kann ich (?P<x2>.+?) "
          r"(?:finden|anklicken|drücken|sehen)", "where is the {x}"),
    # values
    _rule("value", r"(?:was|wie hoch|wie|<which>) (?:ist|sind|lautet|lauten|heisst|war) (?:der|die|das|mein|meine) "
          r"(?:spalte )?(?P<x>[\w-]+) (?:von|für|des|zu|in der zeile|bei)(?: dem| der| den| das| die)? (?P<y>.+)",
          "what is the {x} of {y}"),
    _rule("value", r"was (?:steht|ist)(?: hier| da)? (?:in|im|unter|bei|neben|hinter)(?: dem| der| den| das)? "
          r"(?P<x>.+?)(?: drin| eingetragen| eingegeben| geschrieben)?", "what is in the {x}"),
    _rule("value", r"was (?:habe|hab) ich (?:in|im|bei|unter|für|als)(?: dem| der| den| das)? (?P<x>.+?) "
          r"(?:eingegeben|eingetragen|geschrieben|getippt|stehen)", "what is in the {x}"),
    _rule("value", r"(?:was|wie) (?:sagt|zeigt|meldet) (?P<x>.+)", "what does the {x} say"),
    _rule("value", r"(?:<which> wert|was für einen wert) hat (?P<x>.+)|(?:auf was|worauf|wie) (?:ist|steht|sind) "
          r"(?P<x2>.+?) (?:ein)?gestellt", "what is the {x}"),
    _rule("value", r"<which> (?P<x>.+?) (?:ist|sind|wird|wurde|habe ich|steht|hat)(?: hier| da| gerade)* "
          r"(?:eingestellt|eingetragen|eingegeben|angegeben|angezeigt|da|hier)", "what is the {x}"),
    _rule("value", r"(?:was|wie|wie hoch) (?:ist|sind|lautet|lauten|heisst|war) (?P<x>.+)", "what is the {x}"),
    _rule("value", r"(?:lies|sag|nenne?|buchstabiere)(?: mir)? (?P<x>.+?)(?: vor)?", "read the {x}"),
    _rule("value", r"wie gross (?:ist|sind) (?P<y>.+)", "what is the size of {y}", subject="größe"),
    _rule("value", r"wie (?:lang|lange) (?:ist|dauert|sind) (?P<y>.+)", "how long is {y}", subject="dauer"),
    _rule("same-of", r"und (?:was ist mit |wie ist es mit )?(?P<x>.+)|was ist mit (?P<x2>.+)", "and the {x}"),
    _rule("command", r"(?:geh(?:e)?|spring(?:e)?|bring mich) (?:zu|zum|zur|auf)(?: dem| der)? (?P<x>.+)",
          "go to {x}", command="go"),
    _rule("command", r"(?:klick(?:e)?|drück(?:e)?|öffne?|aktiviere?)(?: auf| an)?(?: den| die| das| dem| der)? "
          r"(?P<x>.+)", "click {x}", command="click"),
)  # fmt: skip

TONGUE = Tongue(
    "de", _RULES, COMMANDS, FILLERS, BEFORE, AFTER, ARTICLES, PARTS, SORTS, LINES, NUMBERS, STATES, WAYS, COLOURS,
    NEVER, COMPOUND, STEMS,
)  # fmt: skip
