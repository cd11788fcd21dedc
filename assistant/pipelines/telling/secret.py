"""What must never be read out: passwords, and fields whose name says that they hold a secret."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from assistant.languages.words import N_
from assistant.types import UiNode

NOT_READ = N_("not read out")
# A browser that shows a password makes an ordinary text field of its field: only its name still tells.
_WORDS = frozenset(
    """password passwords passwd passphrase passcode pin pincode cvv cvv2 cvc cvc2 csc secret key otp
    passwort kennwort geheimzahl geheimcode prüfziffer prüfnummer kartenprüfnummer schlüssel netzwerkschlüssel
    sicherheitscode clé contraseña clave senha chave wachtwoord sleutel beveiligingscode hasło lösenord adgangskode
    passord salasana heslo jelszó parola parolă şifre пароль ключ пин κωδικός""".split()
)
_PHRASES = (
    "security code", "card code", "secret code", "mot de passe", "code secret", "code de sécurité",
    "código de seguridad", "código de segurança", "palavra-passe", "codice di sicurezza", "mật khẩu",
    "密码", "密碼", "暗証番号", "パスワード", "비밀번호", "암호", "סיסמה", "كلمة المرور", "كلمة السر",
)  # fmt: skip
_TYPED_IN = frozenset(("text-field", "spin-button"))
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def is_secret(node: UiNode) -> bool:
    """Whether what a node holds may be neither said nor read from the pixels."""
    return node.role == "password-field" or names_a_secret(node.role, node.name, node.states)


def names_a_secret(role: str, name: str, states: AbstractSet[str]) -> bool:
    """Whether a field of one line that is typed into goes by a secret's name, word by word (`keyword` is none)."""
    if role not in _TYPED_IN or "multi-line" in states or not name:
        return False
    text = name.casefold()
    words = {part for word in _WORD.findall(text) for part in (word, *word.split("-"))}
    return bool(words & _WORDS) or any(phrase in text for phrase in _PHRASES)
