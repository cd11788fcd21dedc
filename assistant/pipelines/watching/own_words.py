"""Requests to watch in German and Spanish: each form with the English one that means the same."""

from __future__ import annotations

import re

from assistant.languages.words import language, p_
from assistant.pipelines.asking.languages.chosen import tongue_of
from assistant.pipelines.asking.languages.tongue import Tongue, bare, pattern_of, subject_of
from assistant.pipelines.asking.words import plain

_Table = tuple[tuple[re.Pattern[str], str], ...]
_GERMAN_WHEN = pattern_of(
    r"(?:(?:(?:kannst|könntest) du )?(?:bitte )?(?:sage?|gib|gebe?|geben)(?: mir| sie mir)?(?: bitte)?(?: bescheid)?|"
    r"benachrichtige mich|informiere mich|melde dich|warne mich|warte|ich (?:will|möchte) (?:wissen|hören)) "
    r"(?:wenn|sobald|bis) (?P<clause>.+)"
)
_SPANISH_WHEN = pattern_of(
    r"(?:(?:por favor )?(?:avísame|avisa|dime|notifícame|infórmame|espera)(?: por favor)?|quiero (?:saber|que me avises)) "
    r"(?:cuando|en cuanto|tan pronto como|hasta que) (?P<clause>.+)"
)


def _table(text: str) -> _Table:
    pairs = (line.rsplit(" => ", 1) for line in text.strip().splitlines())
    return tuple((pattern_of(left.strip()), right.strip()) for left, right in pairs)


_GERMAN_CLAUSES = _table(
    r"""
    (?:ein |eine |der |die |irgendein )?(?:fehler|fehlermeldung|warnung)(?: erscheint| auftritt| kommt| da ist| passiert| angezeigt wird) => an error appears
    (?:eine |die |jemand )?(?:neue |nächste )?(?:nachricht|mail|e-mail|zeile|antwort) (?:kommt|da ist|erscheint|eintrifft|ankommt)|jemand (?:etwas )?(?:schreibt|antwortet)|(?:et)?was neues (?:kommt|da ist|erscheint) => a new message arrives
    (?:ein |eine |der |die |das )?(?:neuer |neues |neue )?(?:dialog|dialogfeld|fenster|meldung|hinweis) (?:erscheint|aufgeht|kommt|sich öffnet|da ist|aufpoppt) => a dialog appears
    (?P<x>.+?) (?:fertig|zu ende|vorbei|abgeschlossen|beendet|durch|geladen|heruntergeladen|installiert|kopiert|gespeichert|bereit) (?:ist|sind|wurde|wird)|(?P<x2>.+?) (?:endet|aufhört|durchgelaufen ist) => {x} is finished
    (?P<x>.+?) (?:bei )?(?P<n>\d+)(?: prozent| %|%) (?:ist|erreicht|erreicht hat|hat) => {x} reaches {n} percent
    (?P<x>.+?) (?:verfügbar|anklickbar|klickbar|aktiv|freigegeben|bedienbar) (?:ist|wird)|ich (?P<x2>.+?) (?:drücken|anklicken|klicken) kann => {x} is enabled
    (?P<x>.+?) (?:verschwindet|weg ist|zugeht|geschlossen wird|sich schliesst|verschwunden ist) => {x} disappears
    (?:sich )?(?:hier )?(?:etwas|was)(?: sich)? (?:ändert|verändert|passiert|tut) => something changes
    (?P<x>.+?) sich (?:ändert|verändert)|sich (?P<x2>.+?) (?:ändert|verändert) => {x} changes
    (?:da|dort|es|hier) (?P<x>.+?) steht => it says {x}
    (?P<x>.+?) (?:erscheint|auftaucht|kommt|zu sehen ist|da ist|angezeigt wird) => {x} appears
    """
)
_GERMAN = _table(
    r"""
    (?:hör(?:e)? (?:bitte )?auf|schluss)(?: mit)?(?: dem| zu)? ?(?:beobachten|überwachen|mitlesen|mitzulesen|vorzulesen|aufzupassen|beschreiben|warten)|(?:beende|stoppe?)(?: die| das)? (?:beobachtung|überwachung|beobachten|überwachen|mitlesen|warten)|nicht mehr (?:beobachten|überwachen|mitlesen)|(?:beobachtung|überwachung) (?:beenden|aus|stoppen) => stop watching
    lies(?: mir)?(?: bitte)?(?: alle| die| jede)? neuen?r? (?:zeilen?|nachrichten?|texte?|meldungen|einträge|ausgaben?|text) (?:in diesem fenster|im fenster|in dem fenster)(?: vor)? => read new lines in this window
    lies(?: mir)?(?: bitte)?(?: alle| die| jede)? neuen?r? (?:zeilen?|nachrichten?|texte?|meldungen|einträge|ausgaben?|text)(?: hier| im terminal| im chat)?(?: vor)?|lies(?: mir)?(?: vor)? was neu (?:ist|kommt|dazukommt)|lies (?:hier )?mit|lies(?: mir)? alles neue(?: vor)? => read new lines
    (?:beobachte|überwache) (?:dieses|das) fenster => watch this window
    (?:beobachte|überwache) (?:diesen|den) (?:bildschirm|bereich)|(?:beobachte|überwache) (?:das|dieses) (?:terminal|protokoll)|(?:beobachte|überwache) (?:es|das|dies) => watch the screen
    (?:lies|zeig)(?: mir)? (?:die )?untertitel(?: vor| an)?|untertitel (?:an|vorlesen) => read the subtitles
    (?:sag|melde|lies|verfolge)(?: mir)? (?:den )?fortschritt(?: (?:von|des|der)(?: dem| der)? (?P<x>.+?))?(?: vor)? => tell me the progress{of}
    halte? mich auf dem laufenden(?: über (?P<x>.+))? => keep me updated{on}
    (?:beschreibe?|sag|erzähl)(?: mir)?(?: bitte)? (?:laufend|fortlaufend|live|ständig|immer)(?: was (?:sich ändert|passiert|geschieht))?|(?:beschreibe?)(?: mir)? was (?:sich ändert|passiert|geschieht) => describe what changes
    """
)
_SPANISH_CLAUSES = _table(
    r"""
    (?:aparezca|salga|haya|ocurra|se produzca)(?: un| algún| una| alguna)? (?:error|fallo|problema|advertencia)|algo (?:falle|salga mal) => an error appears
    (?:llegue|entre|aparezca|haya|venga)(?: un| una| algún)?(?: nuevo| nueva)? (?:mensaje|correo|línea|respuesta)(?: nuevo| nueva)?|alguien (?:escriba|responda|conteste)(?: algo)?|haya algo nuevo => a new message arrives
    (?:aparezca|se abra|salga)(?: un| una)? (?:diálogo|ventana|aviso|cuadro de diálogo|mensaje de aviso) => a dialog appears
    (?:termine|acabe|finalice|se complete|esté list[oa]|haya terminado|se haya completado) (?P<x>.+)|(?P<x2>.+?) (?:termine|acabe|finalice|se complete|esté (?:list[oa]|terminad[oa]|complet[oa])|haya terminado) => {x} is finished
    (?P<x>.+?) llegue al? (?P<n>\d+)(?: por ciento| %|%) => {x} reaches {n} percent
    (?P<x>.+?) esté (?:disponible|activ[oa]|habilitad[oa])|esté (?:disponible|activ[oa]|habilitad[oa]) (?P<x2>.+)|pueda pulsar (?P<x3>.+) => {x} is enabled
    (?:desaparezca|se cierre) (?P<x>.+)|(?P<x2>.+?) (?:desaparezca|se cierre) => {x} disappears
    (?:cambie|pase|ocurra) algo|algo (?:cambie|pase) => something changes
    cambie (?P<x>.+)|(?P<x2>.+?) cambie => {x} changes
    (?:diga|ponga) (?P<x>.+) => it says {x}
    (?:aparezca|salga) (?P<x>.+)|(?P<x2>.+?) (?:aparezca|salga) => {x} appears
    """
)
_SPANISH = _table(
    r"""
    (?:deja|para|termina) de (?:vigilar|observar|leer lo nuevo|seguir|describir|esperar)|no (?:vigiles|observes|sigas) más|(?:detén|termina) la vigilancia => stop watching
    lee(?:me)?(?: todas| todos)?(?: las| los)? (?:líneas|mensajes|textos|entradas) nuev[oa]s (?:en|de) esta ventana|lee(?:me)? lo nuevo (?:en|de) esta ventana => read new lines in this window
    lee(?:me)?(?: todas| todos)?(?: las| los)?(?: nuev[oa]s)? (?:líneas|mensajes|textos|entradas)(?: nuev[oa]s)(?: aquí| en el terminal| en el chat)?|lee(?:me)? (?:todo )?lo nuevo|lee(?:me)? las nuevas (?:líneas|entradas)|lee(?:me)? los nuevos (?:mensajes|textos) => read new lines
    (?:vigila|observa|sigue) (?:esta|la) ventana => watch this window
    (?:vigila|observa|sigue) (?:esta|la) pantalla|(?:vigila|observa|sigue) (?:el|este) (?:terminal|registro)|(?:vigila|observa) esto => watch the screen
    (?:lee|léeme|muestra) (?:los )?subtítulos|subtítulos => read the subtitles
    (?:dime|sigue|lee|léeme) (?:el )?progreso(?: de(?:l)?(?: la| el)? (?P<x>.+))? => tell me the progress{of}
    (?:mantenme|tenme) (?:informad[oa]|al tanto)(?: de(?:l)?(?: la| el)? (?P<x>.+))? => keep me updated{on}
    (?:describe|dime|cuéntame) (?:continuamente|en vivo|en directo|todo el rato)(?: lo que (?:cambia|pasa))?|(?:describe|cuéntame) lo que (?:cambia|pasa) => describe what changes
    """
)
_TABLES = {
    "de": (_GERMAN_WHEN, _GERMAN_CLAUSES, _GERMAN),
    "es": (_SPANISH_WHEN, _SPANISH_CLAUSES, _SPANISH),
}
_EVERY = {
    "de": pattern_of(r"(?P<rest>.+) alle (?P<n>\d+) (?P<unit>sekunden|minuten)"),
    "es": pattern_of(r"(?P<rest>.+) cada (?P<n>\d+) (?P<unit>segundos|minutos)"),
}
_BEFORE = pattern_of(r"(?:(?:bitte|jetzt|also|por favor|ahora) )+")


def in_english(text: str) -> tuple[str, str]:
    """The request in English and, of one to wait, the sentence that confirms it; both empty for any other text."""
    tongue = tongue_of(language())
    if tongue is None:
        return "", ""
    words = plain(text)
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
