"""The language of a line."""

from __future__ import annotations

import pytest

from assistant.languages.common_words import WORDS
from assistant.languages.detect import language_of, script

SENTENCES = {
    "en": "The file could not be opened because another program is using it.",
    "de": "Die Datei konnte nicht geöffnet werden, weil ein anderes Programm sie verwendet.",
    "es": "No se pudo abrir el archivo porque otro programa lo está usando ahora.",
    "fr": "Le fichier n'a pas pu être ouvert parce qu'un autre programme est en train de l'utiliser avec vous.",
    "it": "Non è stato possibile aprire il file perché un altro programma lo sta usando.",
    "pt": "Não foi possível abrir o arquivo porque outro programa está usando ele agora.",
    "nl": "Het bestand kon niet worden geopend omdat een ander programma het gebruikt.",
    "pl": "Nie można otworzyć pliku, ponieważ jest on używany przez inny program.",
    "cs": "Soubor nelze otevřít, protože ho již používá jiný program.",
    "sv": "Filen kunde inte öppnas eftersom den används av ett annat program.",
    "da": "Filen kunne ikke åbnes, fordi den bruges af et andet program, og du har ikke adgang til den.",
    "fi": "Tiedostoa ei voi avata, koska toinen ohjelma käyttää sitä, ja se on vain luku.",
    "tr": "Dosya açılamadı çünkü başka bir program onu kullanıyor.",
    "vi": "Không thể mở tập tin vì một chương trình khác đang dùng nó.",
    "ru": "Не удалось открыть файл.",
    "uk": "Не вдалося відкрити цей файл.",
    "el": "Το αρχείο δεν ανοίγει.",
    "he": "לא ניתן לפתוח את הקובץ",
    "ar": "تعذر فتح الملف",
    "fa": "پرونده باز نشد چون برنامهٔ دیگری آن را گرفته است",
    "hi": "फ़ाइल नहीं खुल सकी",
    "th": "ไม่สามารถเปิดไฟล์ได้",
    "ja": "ファイルを開けませんでした。",
    "zh": "无法打开文件。",
    "ko": "파일을 열 수 없습니다.",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_a_sentence_has_a_language(code: str, sentence: str) -> None:
    assert language_of(sentence) == code
    assert language_of(sentence, code) == code
    assert language_of(sentence, "en") == code


@pytest.mark.parametrize(
    "line",
    [
        "", " ", "42", "12:30 - 14:00", "OK", "Save", "Kartoffelsalat", "src/main.py", "https://example.org/de/die/das",
        "Berlin Wien Zürich", "Mozilla Firefox", "def main(argv): return 0", "Claude Monet: Nymphéas", "日",
    ],
)  # fmt: skip
def test_what_cannot_be_told_has_none(line: str) -> None:
    assert language_of(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "A picture named Casa de la Cultura, about half of the window.",
        "The focus is on the text field Ort, empty.",
        "Playing: La vie en rose by Edith Piaf",
        "The window Der Spiegel has the focus.",
    ],
)
def test_names_do_not_make_an_english_line_foreign(line: str) -> None:
    assert language_of(line, "en") in ("", "en")


def test_the_words_of_languages_are_whole_words_in_small_letters() -> None:
    for code, words in WORDS.items():
        assert len(words) > 50, code
        assert all((word.isalpha() and word == word.casefold()) or "ß" in word for word in words), code


def test_a_letter_has_a_script() -> None:
    assert [script(sign) for sign in "aßş日かカ한яشא1 ,"] == [
        "Latin", "Latin", "Latin", "Han", "Kana", "Kana", "Hangul", "Cyrillic", "Arabic", "Hebrew", "", "", ""
    ]  # fmt: skip
