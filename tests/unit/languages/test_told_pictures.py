"""What is said with the camera, of two pictures, of albums and videos, in German and Spanish."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.album import words
from assistant.album.facts import Facts
from assistant.album.folder import PictureFile
from assistant.album.index import Index
from assistant.album.picture import Described, Told
from assistant.album.search import find
from assistant.desktop.hotkeys.chord import Chord
from assistant.languages.words import speaking
from assistant.pipelines.camera.page import Page, direction
from assistant.pipelines.camera.quality import guidance
from assistant.pipelines.describe import Describer
from assistant.pipelines.matching.compare import compare
from assistant.pipelines.matching.sources import Sources
from assistant.pipelines.matching.which import Hit, Looked, Shown, ranked, wanted
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.pixels.colour_words import COLOURS
from assistant.pipelines.pixels.colours import NAMES
from assistant.pipelines.seeking.guide import GIVES_UP, Guide, given_up
from assistant.pipelines.seeking.sighting import NOTHING, By, Sighting
from assistant.pipelines.seeking.wanted import Sought, parse
from assistant.video.frames import Facts as VideoFacts
from assistant.video.shots import Shot
from assistant.video.tell import Teller, opening
from assistant.video.times import at
from models.cancel import CancelToken
from models.text.reader import TextReader
from models.types import Box
from resources.locale import make
from tests.helpers.drawn_scenes import mirrored, scene, screen, with_thing
from tests.helpers.videos import card

CANCEL = CancelToken()
CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
WIDTH, HEIGHT = 640, 480


@pytest.fixture(name="reader", scope="module")
def _reader() -> TextReader:
    return TextReader()


def sought(text: str) -> Sought:
    found = parse(text)
    assert found is not None
    return found


def seen(x: float, y: float, source: By = "object", label: str = "cup") -> Sighting:
    """`x` and `y` from -1 to 1, from the picture's middle."""
    left, top = round(WIDTH / 2 * (1 + x)) - 30, round(HEIGHT / 2 * (1 + y)) - 30
    return Sighting(Box(left, top, left + 60, top + 60), 0.9, source, label)


@pytest.mark.parametrize(
    ("code", "cup", "red", "sign"),
    [
        ("de",
         ["Wahrscheinlich „cup“: nach oben und links.", "Ein wenig nach rechts.", "In der Mitte.",
          "Wahrscheinlich „cup“ in der Mitte, geradeaus."],
         ["Etwas rot Gefärbtes: nach rechts.", "In der Mitte.",
          "Etwas rot Gefärbtes in der Mitte, geradeaus. Ob das „red cup“ ist, kann ich nicht sagen."],
         ["Text „EXIT“: nach rechts.", "Aus dem Bild verloren. Zuletzt war es rechts.",
          "Ich habe „exit sign“ aus dem Bild verloren und finde es nicht wieder. Fragen Sie noch einmal, um "
          "weiterzusuchen."]),
        ("es",
         ["Probablemente «cup»: arriba y a la izquierda.", "Un poco a la derecha.", "En el centro.",
          "Probablemente «cup» en el centro, justo delante."],
         ["Algo de color rojo: a la derecha.", "En el centro.",
          "Algo de color rojo en el centro, justo delante. No puedo decir si eso es «red cup»."],
         ["El texto «EXIT»: a la derecha.", "Se ha perdido de vista. La última vez estaba a la derecha.",
          "He perdido de vista «exit sign» y no vuelvo a encontrarlo. Pregunte otra vez para seguir."]),
    ],
)  # fmt: skip
def test_the_camera_leads_to_a_thing(code: str, cup: list[str], red: list[str], sign: list[str]) -> None:
    def led(what: str, *sightings: Sighting) -> list[str]:
        guide = Guide(sought(what))
        times = [0.0, 2.0, 4.0, 6.0] if NOTHING not in sightings else [0.0, 2.0, 3.0 + GIVES_UP]
        return [guide.step(each, width=WIDTH, height=HEIGHT, now=now).words
                for each, now in zip(sightings, times, strict=False)]  # fmt: skip

    with speaking(code):
        assert led("find the cup", seen(-0.8, -0.8), seen(0.3, 0), seen(0, 0), seen(0, 0)) == cup
        spots = [seen(x, 0, "colour", "red") for x in (0.8, 0, 0)]
        assert led("find the red cup", *spots) == red
        assert led("find the exit sign", seen(0.8, 0, "text", "EXIT"), NOTHING, NOTHING) == sign


def test_what_can_not_be_found() -> None:
    assert sought("find my keys").the == "your keys"
    for code, told in (
        ("de", "„keys“ kann ich nicht finden. Ohne ein Modell, das Gegenstände findet, erkenne ich es nicht am "
               "Aussehen; ich suche nach einer Aufschrift, die es nennt."),
        ("es", "No encuentro «keys». Sin un modelo que detecte objetos, no lo reconozco por su aspecto; busco un "
               "rótulo que lo nombre."),
    ):  # fmt: skip
        with speaking(code):
            assert given_up(sought("find my keys"), seen=False) == told


def test_every_colour_has_a_word() -> None:
    assert COLOURS == NAMES


@pytest.mark.parametrize(
    ("cut", "held", "german", "spanish"),
    [
        (("left", "top"), False, "Die Seite ist links und oben abgeschnitten. Bewegen Sie die Kamera nach links und "
         "nach oben.", "La página está cortada a la izquierda y arriba. Mueva la cámara hacia la izquierda y hacia "
         "arriba."),
        (("left",), True, "Die Seite ist von Ihnen aus rechts abgeschnitten. Bewegen Sie sie von Ihnen aus nach "
         "links.", "La página está cortada a su derecha. Muévala hacia su izquierda."),
        (("left", "right"), False, "Die Seite ist größer als das Bild. Bewegen Sie die Kamera von ihr weg.",
         "La página es más grande que la imagen. Aleje la cámara de ella."),
        ((), True, "Die Seite ist weit weg. Bringen Sie sie näher heran.", "La página está lejos. Acérquela."),
    ],
)  # fmt: skip
def test_how_a_page_is_to_be_held(cut: tuple[str, ...], held: bool, german: str, spanish: str) -> None:
    page = Page(CORNERS, cut, 0.5 if cut else 0.01, 1.0)  # type: ignore[arg-type]
    for code, told in (("de", german), ("es", spanish)):
        with speaking(code):
            assert direction(page, held=held) == told


def test_what_is_wrong_with_a_picture() -> None:
    for code, told in (
        ("de", "Die Kamera sieht nur Schwarz. Vielleicht ist ihre Linse verdeckt, oder es ist völlig dunkel."),
        ("es", "La cámara solo ve negro. Puede que su lente esté tapada, o que esté completamente oscuro."),
    ):
        with speaking(code):
            found = guidance([np.zeros((HEIGHT, WIDTH, 3), np.uint8)])
            assert found is not None
            assert found.spoken == told


def test_two_pictures_are_compared(reader: TextReader) -> None:
    sources = Sources(lambda: reader)
    one, more = scene(3), with_thing(scene(3), "left", seed=1, colour="blue")
    apples, more_apples = (
        screen(["Shopping list", "Milk", "Bread", f"Apples {count}", "Total 12.50"]) for count in (3, 4)
    )
    for code, placed, turned, text in (
        ("de", ("Die beiden Bilder sind gleich bis auf eine Stelle.",
                "Links hat das zweite etwas blau Gefärbtes, das dem ersten fehlt."),
         ("Die beiden Bilder sind gleich.", "Das zweite ist gespiegelt: links und rechts sind vertauscht."),
         "Oben links steht im ersten “Apples 3”, im zweiten “Apples 4”."),
        ("es", ("Las dos imágenes son iguales salvo en un punto.",
                "A la izquierda, la segunda tiene algo de color azul que la primera no tiene."),
         ("Las dos imágenes son iguales.",
          "Respecto a la primera, la segunda aparece reflejada: izquierda y derecha están intercambiadas."),
         "Arriba a la izquierda, la primera dice “Apples 3” y la segunda dice “Apples 4”."),
    ):  # fmt: skip
        with speaking(code):
            assert compare(one, more, sources, cancel=CANCEL).sentences == placed
            assert compare(one, mirrored(one), sources, cancel=CANCEL).sentences == turned
            assert compare(apples, more_apples, sources, cancel=CANCEL).sentences[1:] == (text,)


def test_which_of_several_pictures() -> None:
    def none() -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
        raise AssertionError

    shown = [Shown(number, name, none) for number, name in enumerate(("a.png", "b.png"), 1)]
    for code, title, head, nothing in (
        ("de", "Bild 1, a.png", "2 von 2 Bildern:", "Ich kann nicht sagen, welches Bild „cat“ zeigt."),
        ("es", "Imagen 1, a.png", "2 de 2 imágenes:", "No puedo decir qué imagen muestra «cat»."),
    ):
        with speaking(code):
            assert shown[0].title == title
            hits = [Looked(each, (Hit(each.number, each.title, "text", 0.9, "cat"),)) for each in shown]
            assert ranked(hits, wanted("cat"), has_matcher=False).sentences[0] == head
            assert ranked([Looked(each) for each in shown], wanted("cat"), has_matcher=True).sentences[0] == nothing


@pytest.fixture(name="index")
def _index(tmp_path: Path) -> Iterator[Index]:
    with Index(tmp_path / "index.sqlite", root=tmp_path) as index:
        yield index


@pytest.mark.parametrize(
    ("code", "told", "words_of_its_own"),
    [
        ("de", "a.png\nEigene Beschreibung: Our dog.\nText\nAufgenommen am 14. Juli 2023.\nAufnahmeort: Wien.", "juli"),
        ("es", "a.png\nSu propia descripción: Our dog.\nText\nTomada el 14 de julio de 2023.\n"
         "Lugar donde se tomó: Wien.", "julio"),
    ],
)  # fmt: skip
def test_a_picture_of_an_album(index: Index, code: str, told: str, words_of_its_own: str) -> None:
    facts = Facts("2023-07-14T10:00:00", "Wien", "Our dog")
    with speaking(code):
        described = Described(facts, 9, 9, "Text", (Told("Text", "text", 0.9),), "Text")
        index.keep(PictureFile("a.png", 1, 1), b"a", described, place=True, model="")
        (entry,) = index.entries()
        assert words.whole(entry) == told
    assert find(index, words_of_its_own) == find(index, "july") == index.ids()


@pytest.mark.parametrize(
    ("code", "first", "alone", "begins", "when"),
    [
        ("de", ["Einstellung 1, am Anfang: ein Titel lautet: Bread at Home.",
                "Einstellung 2, bei 1 Minute 5 Sekunden: der Text ist derselbe wie vorher."],
         "Eine neue Einstellung: der Text ist derselbe wie vorher.",
         "a.mp4: ein Video von 1 Minute 6 Sekunden, 640 mal 480 Pixel.", "bei 0,5 Sekunden"),
        ("es", ["Plano 1, al principio: un título dice: Bread at Home.",
                "Plano 2, a 1 minuto 5 segundos del principio: el texto es el mismo que antes."],
         "Un plano nuevo: el texto es el mismo que antes.",
         "a.mp4: un vídeo de 1 minuto 6 segundos, 640 por 480 píxeles.", "a 0,5 segundos del principio"),
    ],
)  # fmt: skip
def test_a_video(reader: TextReader, code: str, first: list[str], alone: str, begins: str, when: str) -> None:
    title = to_raster(card("Bread at Home")(0))
    with speaking(code):
        teller = Teller(Describer(reader=lambda: reader, captioner=lambda: None))
        shots = [Shot(1, 0.0, 65.0, 1.0, title), Shot(2, 65.0, 70.0, 66.0, title)]
        told = [teller.tell(shot, cancel=CANCEL) for shot in shots]
        assert [each.text for each in told] == first
        assert told[1].alone == alone
        assert opening(VideoFacts("a.mp4", 640, 480, 25.0, 65.5, False)) == begins
        assert at(0.5) == when


def test_keys_have_their_names() -> None:
    chord = Chord.parse("ctrl+alt+page_up")
    assert chord.spoken == "Control Alt Page Up"
    for code, told in (("de", "Steuerung Alt Bild auf"), ("es", "Control Alt Retroceder página")):
        with speaking(code):
            assert chord.spoken == told


@pytest.mark.parametrize("code", make.languages())
def test_no_translation_is_written_twice(code: str) -> None:
    strings = [str(message.string) for message in make.read(code) if message.id]
    doubled = [text for text in strings if len(text) > 20 and text[: len(text) // 2] == text[(len(text) + 1) // 2 :]]
    assert doubled == []
