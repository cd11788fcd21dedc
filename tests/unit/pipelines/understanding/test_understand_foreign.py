"""What questions in German and Spanish want; the tables stand in tests/helpers/questions_in_german and _spanish."""

from __future__ import annotations

from types import ModuleType

import pytest

from assistant.languages.words import speaking
from assistant.pipelines.understanding.understand import understand
from assistant.pipelines.watching.wanted import parse
from tests.helpers import questions_in_german, questions_in_spanish
from tests.helpers.questions import object_of

TABLES: dict[str, ModuleType] = {"de": questions_in_german, "es": questions_in_spanish}
HOSTILE = ("a" * 20_000, "bitte " * 4000, "wo ist " * 4000, "was ist " + "die " * 3000, "dónde está " * 4000, "(" * 500)


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


def rows(name: str) -> list[tuple[str, str]]:
    """The language and a line, of the table of that name in either."""
    tables = ((code, getattr(module, name)) for code, module in TABLES.items())
    return [(code, line) for code, table in tables for line in (lines(table) if isinstance(table, str) else table)]


@pytest.mark.parametrize(("code", "line"), rows("QUESTIONS"))
def test_what_a_question_wants(code: str, line: str) -> None:
    kind, rest = line.split(": ", 1)
    question, meant = rest.rsplit(" =", 1)
    with speaking(code):
        wanted = understand(question)
    assert (wanted.kind, object_of(wanted)) == (kind, meant.strip())


@pytest.mark.parametrize(("code", "line"), rows("ASKED_ANEW"))
def test_the_kind_of_a_question_that_was_not_seen_before(code: str, line: str) -> None:
    kind, question = line.split(": ", 1)
    with speaking(code):
        assert understand(question).kind == kind


@pytest.mark.parametrize("code", TABLES)
@pytest.mark.parametrize("hostile", HOSTILE, ids=map(str, range(len(HOSTILE))))
def test_long_and_strange_questions_end(code: str, hostile: str) -> None:
    with speaking(code):
        assert understand(hostile).kind
        assert parse(hostile) is None


@pytest.mark.parametrize("module", TABLES.values(), ids=TABLES)
def test_enough_questions_are_written_down(module: ModuleType) -> None:
    assert len(lines(module.QUESTIONS)) >= 60


@pytest.mark.parametrize(("code", "question"), rows("NOT_UNDERSTOOD"))
def test_what_is_not_understood_is_not_guessed_at(code: str, question: str) -> None:
    with speaking(code):
        assert understand(question).kind == "other"


@pytest.mark.parametrize(("code", "line"), rows("WATCHES"))
def test_what_is_watched_for_is_confirmed_in_the_users_words(code: str, line: str) -> None:
    meant, rest = line.split(": ", 1)
    phrase, told = rest.split(" = ")
    with speaking(code):
        wanted = parse(phrase)
    assert wanted is not None
    assert f"{wanted.kind} {wanted.event} {wanted.subject}" == meant
    assert wanted.told == told


@pytest.mark.parametrize(("code", "line"), rows("OTHERS"))
def test_other_requests_to_watch(code: str, line: str) -> None:
    kind, phrase = line.split(" : ", 1)
    with speaking(code):
        wanted = parse(phrase)
    assert wanted is not None
    assert wanted.kind == kind


@pytest.mark.parametrize("code", TABLES)
def test_a_question_of_when_is_no_request_to_watch(code: str) -> None:
    with speaking(code):
        for question in TABLES[code].NO_REQUESTS:
            assert parse(question) is None
        assert parse("tell me when the download ends") is not None
