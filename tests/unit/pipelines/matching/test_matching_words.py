"""Labels for a picture, and the picture that is wanted: by a real matching model, by text, by names, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from assistant.errors import BadImage
from assistant.pipelines.defaults import new_sources
from assistant.pipelines.matching.label import labelled
from assistant.pipelines.matching.sources import GET_ONE, Sources
from assistant.pipelines.matching.which import Answer, Hit, Looked, Shown, ranked, search, wanted
from assistant.pipelines.matching.zero_shot import CANNOT_TELL, fits, label, with_article
from models.cancel import CancelToken
from models.errors import Cancelled
from models.folder import read_folder
from models.protocols import Found
from models.registry import open_model
from models.text.reader import TextReader
from tests.helpers.drawn_scenes import scene, screen
from tests.helpers.model_folders import write_matcher

if TYPE_CHECKING:
    from models.types import RgbImage

CANCEL = CancelToken()
READER = TextReader()
NO_MODEL = Sources(lambda: READER)


def plain(*colour: int) -> RgbImage:
    image = np.full((60, 80, 3), colour, np.uint8)
    image[20:30, 20:40] //= 2
    return image


RED, BLUE, GREY = plain(250, 10, 10), plain(10, 10, 250), plain(120, 120, 120)
RECEIPT = screen(["Receipt", "Milk 2.10", "Total 3.10"])


def matcher(path: Path, **options: Any) -> Any:
    return open_model(read_folder(write_matcher(path / "toy", **options)))


def shown(number: int, image: RgbImage, name: str = "") -> Shown:
    return Shown(number, name, lambda: image)


def answer(question: str, images: Iterable[RgbImage], sources: Sources = NO_MODEL) -> Answer:
    sought = wanted(question)
    looked = list(search([shown(n, image) for n, image in enumerate(images, 1)], sought, sources, cancel=CANCEL))
    return ranked(looked, sought, has_matcher=sources.matcher(CANCEL) is not None)


def test_the_label_that_fits_best(tmp_path: Path) -> None:
    model = matcher(tmp_path)
    for image, best in ((RED, "red"), (BLUE, "blue")):
        found = label(model, image, ["red dog", "blue dog"], cancel=CANCEL)
        assert found.label == f"{best} dog"
        assert found.text == f"probably a {best} dog"
        assert found.confidence == max(found.probabilities) > 0.75


def test_none_of_them_can_win(tmp_path: Path) -> None:
    model = matcher(tmp_path)
    found = label(model, RED, ["blue dog", "blue cat"], cancel=CANCEL)
    assert (found.label, found.text) == (None, CANNOT_TELL)
    assert sum(found.probabilities) < 0.45
    assert label(model, RED, [], cancel=CANCEL).label is None
    # two that fit alike share the probability: neither is said for sure
    assert label(model, RED, ["red dog", "red cat"], cancel=CANCEL).text in (
        "perhaps a red dog", "perhaps a red cat", CANNOT_TELL,
    )  # fmt: skip


def test_a_judge_can_refuse_the_best(tmp_path: Path) -> None:
    assert label(matcher(tmp_path, threshold=9.0), RED, ["red dog"], cancel=CANCEL).label is None
    assert label(matcher(tmp_path / "b", threshold=0.1), RED, ["red dog"], cancel=CANCEL).label == "red dog"


def test_probabilities_do_not_depend_on_the_order(tmp_path: Path) -> None:
    model = matcher(tmp_path)
    one = fits(model, RED, ["red dog", "blue cat", "grass"], cancel=CANCEL)
    other = fits(model, RED, ["grass", "blue cat", "red dog"], cancel=CANCEL)
    assert one == pytest.approx(other[::-1])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("cat", "a cat"), ("apple", "an apple"), ("the cat", "the cat"), ("cats", "cats"), ("two dogs", "two dogs"),
     ("people", "people"), ("glass", "a glass"), (" red  car ", "a red car"), ("3 cats", "3 cats"), ("", "")],
)  # fmt: skip
def test_articles(name: str, expected: str) -> None:
    assert with_article(name) == expected


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("which of these pictures shows the cat?", "cat"),
        ("Which picture has a receipt", "receipt"),
        ("find the picture with the receipt", "receipt"),
        ("the photo of my red car", "red car"),
        ("cat", "cat"),
        ("find the cat", "cat"),
        ("in which of the photos is the dog", "dog"),
    ],
)
def test_what_a_question_looks_for(question: str, said: str) -> None:
    assert wanted(question).said == said


def test_the_text_in_a_picture_says_it() -> None:
    found = answer("find the picture with the receipt", [GREY, RECEIPT, scene(4)])
    assert found.sentences == ("Picture 2: its text says: Receipt.",)
    assert [(hit.number, hit.source) for hit in found.hits] == [(2, "text")]


def test_without_a_model_it_cannot_be_told_and_how_to_get_one() -> None:
    found = answer("which of these shows the cat", [GREY, RECEIPT])
    assert found.hits == ()
    assert found.sentences[0] == "I can't tell which picture shows the cat."
    assert found.sentences[1].endswith(GET_ONE)
    assert answer("which shows the cat", []).sentences == ("There is no picture that I could look at.",)


def test_a_matching_model_finds_the_picture(tmp_path: Path) -> None:
    model = matcher(tmp_path)
    sources = Sources(lambda: READER, matcher=lambda: model)
    found = answer("which shows the blue dog", [RED, BLUE, RED, GREY], sources)
    assert [(hit.number, hit.source) for hit in found.hits] == [(2, "match")]
    assert found.sentences == ("Picture 2: probably it shows the blue dog.",)


def test_what_fits_all_alike_is_not_told_apart(tmp_path: Path) -> None:
    model = matcher(tmp_path)
    sources = Sources(lambda: READER, matcher=lambda: model)
    found = answer("which shows the red dog", [RED, RED, RED], sources)
    assert found.hits == ()
    assert found.sentences[1] == "It fits them all about equally well."


class Names:
    """A classifier that is sure of what it was told."""

    def __init__(self, label: str) -> None:
        self._label = label

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        return (Found(self._label, 0.9),) if image[0, 0, 0] > 200 else ()


def test_a_recognisers_name_counts_by_its_meaning() -> None:
    tabby = Sources(lambda: READER, classifier=lambda: Names("tabby"))
    found = answer("which shows the cat", [BLUE, RED], tabby)
    assert found.sentences == ("Picture 2: it shows, probably: tabby.",)
    assert answer("which shows the dog", [BLUE, RED], tabby).hits == ()
    # a couch is no evidence for a cat on it
    couch = Sources(lambda: READER, classifier=lambda: Names("studio couch"))
    assert answer("which shows the cat on the sofa", [RED], couch).hits == ()
    # nor is a blue thing for a red one
    car = Sources(lambda: READER, classifier=lambda: Names("sports car"))
    assert answer("the red car", [RED], car).hits
    assert answer("the green car", [RED], car).hits == ()


def test_many_hits_are_ranked_and_counted() -> None:
    sought = wanted("the cat")
    looked = [Looked(shown(n, RED), (Hit(n, f"Picture {n}", "object", n / 100, "it shows, probably: tabby"),))
              for n in range(1, 10)]  # fmt: skip
    first = Hit(10, "Picture 10", "text", 0.5, "its text says: My cat")
    looked += [Looked(shown(10, RED), (first,)), Looked(shown(11, RED), problem="It is broken.")]
    found = ranked(looked, sought, has_matcher=False)
    assert [hit.number for hit in found.hits] == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert found.sentences[0] == "10 of 10 pictures:"
    assert found.sentences[1] == "Picture 10: its text says: My cat."
    assert found.sentences[-2:] == ("And 4 more pictures.", "It is broken.")


def test_pictures_are_held_one_at_a_time_and_a_cancel_is_heard() -> None:
    opened: list[int] = []
    cancel = CancelToken()

    def one(number: int) -> Shown:
        def load() -> RgbImage:
            opened.append(number)
            if number == 2:
                raise BadImage("Picture two is damaged.")
            return GREY

        return Shown(number, "", load)

    looking = search((one(number) for number in range(1, 100)), wanted("cat"), NO_MODEL, cancel=cancel)
    next(looking)
    assert opened == [1]
    assert next(looking).problem == "Picture two is damaged."
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(looking)
    assert opened == [1, 2]


def test_labels_by_text_and_by_the_model(tmp_path: Path) -> None:
    found = labelled(shown(1, RECEIPT, "a.png"), RECEIPT, ["cat", "receipt"], NO_MODEL, cancel=CANCEL)
    assert found.sentences == ("Picture 1, a.png: receipt; its text says: Receipt.",)
    nothing = labelled(shown(1, GREY), GREY, ["cat", "dog"], NO_MODEL, cancel=CANCEL)
    assert nothing.sentences == ("Picture 1: I can't tell which of these it is.",)
    model = matcher(tmp_path)
    by_model = Sources(lambda: READER, matcher=lambda: model)
    found = labelled(shown(1, RED), RED, ["red dog", "blue dog"], by_model, cancel=CANCEL)
    assert [(each[0], each[1]) for each in found.found] == [("red dog", "match")]
    assert found.sentences == ("Picture 1: probably a red dog.",)


def test_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOKALOUD_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sources = new_sources()
    assert sources.matcher(CANCEL) is None
    assert sources.detector(CANCEL) is None
    assert sources.classifier(CANCEL) is not None
    write_matcher(tmp_path / "models" / "toy")
    assert new_sources().matcher(CANCEL) is not None
