"""What must never be read out."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.pipelines.telling.secret import is_secret
from assistant.types import Length
from models.types import Box
from tests.helpers.said import line, node, said, window

BOX = Box(100, 100, 300, 130)
NAMES = """PIN|Password|New password (8 letters)|Wi-Fi key|CVV|Card CVC:|Security code|Secret|Passphrase|Passwort
|WLAN-Schlüssel
|Mot de passe|Clé de sécurité|Contraseña|Senha|Пароль|密码|パスワードを入力""".replace("\n", "").split("|")


@pytest.mark.parametrize("mode", ["describe", "read"])
@pytest.mark.parametrize("name", NAMES)
def test_a_shown_password_is_not_read_out(name: str, mode: Literal["describe", "read"]) -> None:
    tree = window("Bank", node("text-field", name, "hunter2", states="editable focused", box=BOX))
    for length in Length:
        text = said(tree, lines=(line("hunter2", BOX),), length=length, mode=mode)
        assert "hunter2" not in text
        assert mode == "read" or f"{name.rstrip(': ')}, not read out" in text


@pytest.mark.parametrize(
    "name", ["Keyword", "Spinning", "Opinion", "Monkey", "Secretary", "City", "Shipping address", ""]
)
def test_other_fields_are_read(name: str) -> None:
    assert not is_secret(node("text-field", name))


def test_what_is_not_typed_into_is_read() -> None:
    assert not is_secret(node("button", "Password"))
    assert not is_secret(node("text-field", "key.txt", states="multi-line"))
    assert is_secret(node("password-field", ""))
