"""Requests to watch in German and Spanish: each form with the English one that means the same."""

from __future__ import annotations

import re

from assistant.languages.words import language, p_
from assistant.pipelines.understanding.languages.chosen import tongue_of
from assistant.pipelines.understanding.languages.tongue import Tongue, bare, pattern_of, subject_of
from assistant.pipelines.understanding.words import plain

_Table = tuple[tuple[re.Pattern[str], str], ...]
_GERMAN_WHEN = pattern_of(
    r"(?:(?:(?:kannst|könntest) du )?(?:bitte )?(?:sage?|gib|gebe?|geben)(?: mir| sie mir)?(?: bitte)?(?: bescheid)?|"
    r"benachrichtige mich|informiere mich|melde dich|warne mich|warte|ich (?:will|möchte) (?:wissen|hören)) "
    r"(?:wenn|sobald|bis) (?P<clause>.+)"
)
_SPANISH_WHEN = pattern_of(
    r"(?:(?:por favor )?(?:avísame|avisa|dime|notifícame|infórmame|espera)(?: por favor)?|quiero (?:saber|que me "
    r"avises)) "
    r"(?:cuando|en cuanto|tan pronto como|hasta que) (?P<clause>.+)"
)


def _table(*rows: tuple[str, str]) -> _Table:
    return tuple((pattern_of(pattern), english) for pattern, english in rows)


_GERMAN_CLAUSES = _table(
    (r"(?:ein |eine |der |die |irgendein )?(?:fehler|fehlermeldung|warnung)(?: erscheint| auftritt| kommt| da ist| "
     r"passiert| angezeigt wird)",
     "an error appears"),
    (r"(?:eine |die |jemand )?(?:neue |nächste )?(?:nachricht|mail|e-mail|zeile|antwort) (?:kommt|da ist|erscheint|"
     r"eintrifft|ankommt)|jemand (?:etwas )?(?:schreibt|antwortet)|(?:et)?was neues (?:kommt|da ist|erscheint)",
     "a new message arrives"),
    (r"(?:ein |eine |der |die |das )?(?:neuer |neues |neue )?(?:dialog|dialogfeld|fenster|meldung|hinweis) "
     r"(?:erscheint|aufgeht|kommt|sich öffnet|da ist|aufpoppt)",
     "a dialog appears"),
    (r"(?P<x>.+?) (?:fertig|zu ende|vorbei|abgeschlossen|beendet|durch|geladen|heruntergeladen|installiert|kopiert|"
     r"gespeichert|bereit) (?:ist|sind|wurde|wird)|(?P<x2>.+?) (?:endet|aufhört|durchgelaufen ist)",
     "{x} is finished"),
    (r"(?P<x>.+?) (?:bei )?(?P<n>\d+)(?: prozent| %|%) (?:ist|erreicht|erreicht hat|hat)",
     "{x} reaches {n} percent"),
    (r"(?P<x>.+?) (?:verfügbar|anklickbar|klickbar|aktiv|freigegeben|bedienbar) (?:ist|wird)|ich (?P<x2>.+?) "
     r"(?:drücken|anklicken|klicken) kann",
     "{x} is enabled"),
    (r"(?P<x>.+?) (?:verschwindet|weg ist|zugeht|geschlossen wird|sich schliesst|verschwunden ist)",
     "{x} disappears"),
    (r"(?:sich )?(?:hier )?(?:etwas|was)(?: sich)? (?:ändert|verändert|passiert|tut)",
     "something changes"),
    (r"(?P<x>.+?) sich (?:ändert|verändert)|sich (?P<x2>.+?) (?:ändert|verändert)",
     "{x} changes"),
    (r"(?:da|dort|es|hier) (?P<x>.+?) steht",
     "it says {x}"),
    (r"(?P<x>.+?) (?:erscheint|auftaucht|kommt|zu sehen ist|da ist|angezeigt wird)",
     "{x} appears"),
)  # fmt: skip
_GERMAN = _table(
    (r"(?:hör(?:e)? (?:bitte )?auf|schluss)(?: mit)?(?: dem| zu)? ?(?:beobachten|überwachen|mitlesen|mitzulesen|"
     r"vorzulesen|aufzupassen|beschreiben|warten)|(?:beende|stoppe?)(?: die| das)? (?:beobachtung|überwachung|"
     r"beobachten|überwachen|mitlesen|warten)|nicht mehr (?:beobachten|überwachen|mitlesen)|(?:beobachtung|"
     r"überwachung) (?:beenden|aus|stoppen)",
     "stop watching"),
    (r"lies(?: mir)?(?: bitte)?(?: alle| die| jede)? neuen?r? (?:zeilen?|nachrichten?|texte?|meldungen|einträge|"
     r"ausgaben?|text) (?:in diesem fenster|im fenster|in dem fenster)(?: vor)?",
     "read new lines in this window"),
    (r"lies(?: mir)?(?: bitte)?(?: alle| die| jede)? neuen?r? (?:zeilen?|nachrichten?|texte?|meldungen|einträge|"
     r"ausgaben?|text)(?: hier| im terminal| im chat)?(?: vor)?|lies(?: mir)?(?: vor)? was neu (?:ist|kommt|"
     r"dazukommt)|lies (?:hier )?mit|lies(?: mir)? alles neue(?: vor)?",
     "read new lines"),
    (r"(?:beobachte|überwache) (?:dieses|das) fenster",
     "watch this window"),
    (r"(?:beobachte|überwache) (?:diesen|den) (?:bildschirm|bereich)|(?:beobachte|überwache) (?:das|dieses) "
     r"(?:terminal|protokoll)|(?:beobachte|überwache) (?:es|das|dies)",
     "watch the screen"),
    (r"(?:lies|zeig)(?: mir)? (?:die )?untertitel(?: vor| an)?|untertitel (?:an|vorlesen)",
     "read the subtitles"),
    (r"(?:sag|melde|lies|verfolge)(?: mir)? (?:den )?fortschritt(?: (?:von|des|der)(?: dem| der)? (?P<x>.+?))?(?: "
     r"vor)?",
     "tell me the progress{of}"),
    (r"halte? mich auf dem laufenden(?: über (?P<x>.+))?",
     "keep me updated{on}"),
    (r"(?:beschreibe?|sag|erzähl)(?: mir)?(?: bitte)? (?:laufend|fortlaufend|live|ständig|immer)(?: was (?:sich "
     r"ändert|passiert|geschieht))?|(?:beschreibe?)(?: mir)? was (?:sich ändert|passiert|geschieht)",
     "describe what changes"),
)  # fmt: skip
_SPANISH_CLAUSES = _table(
    (r"(?:aparezca|salga|haya|ocurra|se produzca)(?: un| algún| una| alguna)? (?:error|fallo|problema|advertencia)|"
     r"algo (?:falle|salga mal)",
     "an error appears"),
    (r"(?:llegue|entre|aparezca|haya|venga)(?: un| una| algún)?(?: nuevo| nueva)? (?:mensaje|correo|línea|"
     r"respuesta)(?: nuevo| nueva)?|alguien (?:escriba|responda|conteste)(?: algo)?|haya algo nuevo",
     "a new message arrives"),
    (r"(?:aparezca|se abra|salga)(?: un| una)? (?:diálogo|ventana|aviso|cuadro de diálogo|mensaje de aviso)",
     "a dialog appears"),
    (r"(?:termine|acabe|finalice|se complete|esté list[oa]|haya terminado|se haya completado) (?P<x>.+)|(?P<x2>.+?) "
     r"(?:termine|acabe|finalice|se complete|esté (?:list[oa]|terminad[oa]|complet[oa])|"
     r"haya (?:terminado|acabado)|se haya (?:cargado|completado|instalado))",
     "{x} is finished"),
    (r"(?P<x>.+?) llegue al? (?P<n>\d+)(?: por ciento| %|%)",
     "{x} reaches {n} percent"),
    (r"(?P<x>.+?) esté (?:disponible|activ[oa]|habilitad[oa])|esté (?:disponible|activ[oa]|habilitad[oa]) (?P<x2>.+)|"
     r"pueda pulsar (?P<x3>.+)",
     "{x} is enabled"),
    (r"(?:desaparezca|se cierre) (?P<x>.+)|(?P<x2>.+?) (?:desaparezca|se cierre)",
     "{x} disappears"),
    (r"(?:cambie|pase|ocurra) algo|algo (?:cambie|pase)",
     "something changes"),
    (r"cambie (?P<x>.+)|(?P<x2>.+?) cambie",
     "{x} changes"),
    (r"(?:diga|ponga) (?P<x>.+)",
     "it says {x}"),
    (r"(?:aparezca|salga) (?P<x>.+)|(?P<x2>.+?) (?:aparezca|salga)",
     "{x} appears"),
)  # fmt: skip
_SPANISH = _table(
    (r"(?:deja|para|termina) de (?:vigilar|observar|leer lo nuevo|seguir|describir|esperar)|no (?:vigiles|observes|"
     r"sigas) más|(?:detén|termina) la vigilancia",
     "stop watching"),
    (r"lee(?:me)?(?: todas| todos)?(?: las| los)? (?:líneas|mensajes|textos|entradas) nuev[oa]s (?:en|de) esta "
     r"ventana|lee(?:me)? lo nuevo (?:en|de) esta ventana",
     "read new lines in this window"),
    (r"lee(?:me)?(?: todas| todos)?(?: las| los)?(?: nuev[oa]s)? (?:líneas|mensajes|textos|entradas)(?: nuev[oa]s)(?: "
     r"aquí| en el terminal| en el chat)?|lee(?:me)? (?:todo )?lo nuevo|lee(?:me)? las nuevas (?:líneas|entradas)|"
     r"lee(?:me)? los nuevos (?:mensajes|textos)",
     "read new lines"),
    (r"(?:vigila|observa|sigue) (?:esta|la) ventana",
     "watch this window"),
    (r"(?:vigila|observa|sigue) (?:esta|la) pantalla|(?:vigila|observa|sigue) (?:el|este) (?:terminal|registro)|"
     r"(?:vigila|observa) esto",
     "watch the screen"),
    (r"(?:lee|léeme|muestra) (?:los )?subtítulos|subtítulos",
     "read the subtitles"),
    (r"(?:dime|sigue|lee|léeme) (?:el )?progreso(?: de(?:l)?(?: la| el)? (?P<x>.+))?",
     "tell me the progress{of}"),
    (r"(?:mantenme|tenme) (?:informad[oa]|al tanto)(?: de(?:l)?(?: la| el)? (?P<x>.+))?",
     "keep me updated{on}"),
    (r"(?:describe|dime|cuéntame) (?:continuamente|en vivo|en directo|todo el rato)(?: lo que (?:cambia|pasa))?|"
     r"(?:describe|cuéntame) lo que (?:cambia|pasa)",
     "describe what changes"),
)  # fmt: skip
_TABLES = {
    "de": (_GERMAN_WHEN, _GERMAN_CLAUSES, _GERMAN),
    "es": (_SPANISH_WHEN, _SPANISH_CLAUSES, _SPANISH),
}
_EVERY = {
    "de": pattern_of(r"(?P<rest>.+) alle (?P<n>\d+) (?P<unit>sekunden|minuten)"),
    "es": pattern_of(r"(?P<rest>.+) cada (?P<n>\d+) (?P<unit>segundos|minutos)"),
}
_LONGEST = 400  # characters of a request
_BEFORE = pattern_of(r"(?:(?:bitte|jetzt|also|por favor|ahora) )+")


def in_english(text: str) -> tuple[str, str]:
    """The request in English and, of one to wait, the sentence that confirms it; both empty for any other text."""
    tongue = tongue_of(language())
    if tongue is None:
        return "", ""
    words = plain(text)[:_LONGEST]
    lead = _BEFORE.match(bare(words))
    words = words[lead.end() :] if lead is not None else words
    when, clauses, requests = _TABLES[tongue.code]
    rhythm = _EVERY[tongue.code].fullmatch(bare(words))
    match = when.fullmatch(bare(words))
    if match is not None:
        clause = words[match.start("clause") :]
        english = _translated(clause, clauses, tongue)
        return (f"wait until {english}", told(clause)) if english else ("", "")
    every = ""
    if rhythm is not None:
        unit = "minutes" if rhythm["unit"].startswith("minut") else "seconds"
        words, every = words[: rhythm.end("rest")], f" every {rhythm['n']} {unit}"
    english = _translated(words, requests, tongue)
    return (english + every, "") if english else ("", "")


def told(clause: str) -> str:
    """The sentence that confirms; `clause`: the user's own words."""
    return p_("in the user's words", "I will tell you when {clause}.").format(clause=clause)


def _translated(words: str, table: _Table, tongue: Tongue) -> str:
    for pattern, english in table:
        match = pattern.fullmatch(bare(words))
        if match is None:
            continue
        groups = {key: words[match.start(key) : match.end(key)] for key, part in match.groupdict().items() if part}
        name, noun = subject_of(next((groups[key] for key in ("x", "x2", "x3") if key in groups), ""), tongue)
        subject = f"{name} {noun}".strip()
        of, on = (f" of the {subject}", f" on the {subject}") if subject else ("", "")
        return english.format(x=subject, n=groups.get("n", ""), of=of, on=on)
    return ""
