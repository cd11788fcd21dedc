"""What the command line and the doctor say in German and Spanish, in whole sentences, by running them."""

from __future__ import annotations

import argparse
import inspect
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import _parser, main
from assistant.cli.parser import ITS_OWN
from assistant.doctor.isolation import run_apart
from assistant.doctor.table import CHECKS, Check
from assistant.errors import SettingsError
from assistant.languages.words import p_, speaking, translate
from assistant.settings import Settings
from assistant.settings_file import save
from models.errors import BadInput, ModelDamaged, RunError
from models.store.errors import BadArchive, NoRoom
from models.words import N_

ROOT = Path(__file__).parents[3]
LANGUAGES = ("de", "es")


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`lookaloud ARGUMENTS` of a user of that language, without a display."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    env = {name: value for name, value in os.environ.items() if name not in without}
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], cwd=ROOT, env=env | {"LOOKALOUD_LANGUAGE": code},
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """It and those of all its subcommands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


@pytest.mark.parametrize(
    ("code", "beginning", "end"),
    [
        (
            "de",
            "Aufruf: lookaloud compare [-h] [--json] [--silent] ERSTES ZWEITES\n\n"
            "Sagt, ob zwei Bilder dasselbe zeigen und worin sie sich unterscheiden.\n\nArgumente:\n"
            "  ERSTES      eine Bilddatei\n  ZWEITES     eine weitere\n\nOptionen:\n",
            "  --silent    ausgeben, nichts sprechen\n",
        ),
        (
            "es",
            "uso: lookaloud compare [-h] [--json] [--silent] PRIMERA SEGUNDA\n\n"
            "Dice si dos imágenes muestran lo mismo y en qué se diferencian.\n\nargumentos:\n"
            "  PRIMERA     un archivo de imagen\n  SEGUNDA     otro\n\nopciones:\n",
            "  --silent    imprimir, no hablar\n",
        ),
        (
            "en",
            "usage: lookaloud compare [-h] [--json] [--silent] FIRST SECOND\n\n"
            "Say whether two pictures show the same, and where they differ.\n\npositional arguments:\n"
            "  FIRST       a picture file\n  SECOND      another one\n\noptions:\n",
            "  --silent    print, speak nothing\n",
        ),
    ],
)
def test_help_is_in_the_users_language(
    code: str, beginning: str, end: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with speaking(code), pytest.raises(SystemExit) as caught:
        main(["compare", "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith(beginning)
    assert told.endswith(end)


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_help_is_translated_and_subcommands_keep_their_names(code: str) -> None:
    whole = list(parsers(_parser()))
    assert len(whole) > 15
    with speaking(code):
        for parser in whole:
            for action in parser._actions:
                assert not action.help or translate(action.help) != action.help, (parser.prog, action.help)
                if isinstance(action.metavar, str) and (code, action.metavar) not in {("de", "NAME"), (code, "WAV")}:
                    assert p_("argument", action.metavar) != action.metavar, parser.prog
            for text in (parser.description, parser.epilog):
                assert not text or translate(text) != text, parser.prog
        told = _parser().format_help()
    for name in ("describe", "read", "ask", "do", "album", "video", "compare", "match", "models", "doctor"):
        assert f"\n    {name} " in told


def test_argparse_says_what_is_translated() -> None:
    source = inspect.getsource(argparse)
    assert [text for text in ITS_OWN if text not in source] == []


@pytest.mark.parametrize(
    ("code", "arguments", "exit_code", "sentence"),
    [
        ("de", ["describe", "gone.png", "--silent"], 5,
         "Es gibt keine Datei gone.png. Prüfen Sie den Namen und den Ordner."),
        ("es", ["describe", "gone.png", "--silent"], 5,
         "No existe el archivo gone.png. Compruebe el nombre y la carpeta."),
        ("de", ["describe", "a.png", "--window"], 2,
         "lookaloud describe: Fehler: Argument --window: nicht erlaubt zusammen mit DATEI"),
        ("es", ["compare", "a.png"], 2, "lookaloud compare: error: faltan argumentos: SEGUNDA"),
        ("de", ["video", "a.mp4", "--ask", "who?"], 2,
         "--ask braucht --at: den Zeitpunkt, nach dem gefragt wird, etwa --at 1:05."),
        ("es", ["models", "info", "none-such"], 8,
         "El modelo none-such no está instalado. Ejecute lookaloud doctor para ver qué falta."),
    ],
)  # fmt: skip
def test_wrong_input_is_told_in_the_users_language(
    code: str, arguments: list[str], exit_code: int, sentence: str
) -> None:
    result = run(code, *arguments)
    assert result.returncode == exit_code
    assert result.stderr.splitlines()[-1] == sentence


@pytest.mark.parametrize(
    ("code", "arguments", "sentence"),
    [
        ("de", ["describe", "--region", "1,2"], "lookaloud describe: Fehler: Argument --region: '1,2' ist kein "
         "Rechteck: Geben Sie vier ganze Zahlen an, etwa --region=0,0,800,600"),
        ("es", ["describe", "--region", "0,0,0,5"], "lookaloud describe: error: argumento --region: '0,0,0,5' está "
         "vacío: el ancho y el alto deben ser mayores que cero"),
        ("de", ["models", "add"], "lookaloud models add: Fehler: es fehlen Argumente: ORDNER-ODER-DATEI"),
    ],
)  # fmt: skip
def test_what_is_no_command_is_told_in_the_users_language(
    code: str, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking(code), pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == sentence
    assert argparse.ArgumentError(None, "as before").__str__() == "as before"


def test_what_a_command_lacks_is_told_in_spanish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("es"):
        assert main(["match", "a.png"]) == 2
        assert main(["album", str(tmp_path), "--find", " "]) == 2
        assert main(["ask"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Diga qué debe encajar: --labels 'cat, dog, receipt' o --which 'the cat'.",
        'Indique palabras que buscar, por ejemplo: --find "receipt table".',
        'Indique una pregunta en inglés, por ejemplo: lookaloud ask "what buttons are there?"',
    ]


def test_a_command_that_goes_well_reads_no_catalogue() -> None:
    program = (
        "import assistant.cli as cli\nfrom assistant.cli.parser import parse\nfrom assistant.languages import words\n"
        "assert parse(cli._parser(), ['describe', '--sample']).sample\n"
        "assert words._chosen.cache_info().currsize == words._catalogue.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Nicht geprüft. Portale: Sie werden nur unter Wayland gebraucht."),
        ("es", "Sin comprobar. Portales: solo hacen falta en Wayland."),
    ],
)
def test_a_check_is_told_in_the_users_language(code: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert examined("Portals", code, monkeypatch) == line


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("de", "Hinweis. Einstellungen: In den Einstellungen: „Geschwindigkeit“ muss eine ganze Zahl von 80 bis 600 "
         "sein. Es gilt die Voreinstellung. Die Datei ist {path}."),
        ("es", "Nota. Ajustes: En los ajustes: «Velocidad» debe ser un número entero de 80 a 600. Se usa el valor "
         "predeterminado. El archivo es {path}."),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_in_the_users_language(
    code: str, line: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "lookaloud" / "settings.toml"
    path.parent.mkdir()
    path.write_text("[speech]\nrate = 9000\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert examined("Settings", code, monkeypatch) == line.format(path=path)


def examined(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The line of that check, which runs in a process of its own."""
    monkeypatch.setenv("LOOKALOUD_LANGUAGE", code)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    check: Check = next(check for check in CHECKS if check.name == name)
    with speaking(code):
        return run_apart(check).line


def test_settings_that_cannot_be_saved_are_told_in_german(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[speech\n")
    with speaking("de"), pytest.raises(SettingsError) as caught:
        save(path, Settings(), Settings(first_run_done=True))
    assert caught.value.spoken == (
        f"Die Einstellungen können nicht gespeichert werden: Die Einstellungsdatei {path} ist beschädigt. Reparieren "
        "Sie sie oder entfernen Sie sie. Die Einstellungen gelten, bis LookAloud endet."
    )


def test_errors_of_models_are_spoken_in_the_users_language_and_logged_in_english() -> None:
    missing = N_("Its file {file} is missing.")
    with speaking("de"):
        damaged, room = ModelDamaged("toy", missing, file="a{b}.onnx"), NoRoom(5 * 10**8, 10**8)
        picture, broken = BadInput("too thin"), RunError("no more memory")
    assert damaged.spoken == (
        "Das Modell toy ist beschädigt. Seine Datei a{b}.onnx fehlt. Entfernen Sie es und fügen Sie es wieder hinzu."
    )
    assert str(damaged) == "toy: Its file a{b}.onnx is missing."
    assert room.spoken == (
        "500 Megabyte werden gebraucht, und 100 sind frei. Schaffen Sie Platz und versuchen Sie es noch einmal."
    )
    assert str(room) == "500 megabytes are needed and 100 are free. Make room and try again."
    assert picture.spoken == (
        "Dieses Bild kann vom Modell nicht gelesen werden. Versuchen Sie es mit einem anderen Bild."
    )
    assert broken.spoken.startswith("Der Teil, der Bilder ansieht, ist gescheitert.")
    with speaking("es"):
        archive = BadArchive("toy.zip", N_("There is a link in it."))
    assert archive.spoken == "toy.zip no se puede instalar. Contiene un enlace. No se ha cambiado nada."


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("de", "toy.zip kann nicht installiert werden. Es ist kein manifest.json darin. Es wurde nichts geändert."),
        ("es", "toy.zip no se puede instalar. No contiene ningún manifest.json. No se ha cambiado nada."),
    ],
)
def test_an_archive_without_a_model_is_told_in_the_users_language(
    code: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOKALOUD_MODELS", str(tmp_path / "models"))
    with zipfile.ZipFile(tmp_path / "toy.zip", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with speaking(code):
        assert main(["models", "add", str(tmp_path / "toy.zip")]) == 8
    assert capsys.readouterr().err.splitlines()[-1] == sentence
