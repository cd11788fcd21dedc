"""What the issues promised, and the figure, the test or the reason that stands behind each promise."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.promise import Figure, Promise, Unmeasurable, by_test, promise, share


def _app(figure: str, key: str = "high") -> Figure:
    return Figure("app", {"figure": figure}, key)


_KEY = "key press (xdotool started) to first audible sample"
_FULL = "full description, "
_TEXT, _SECOND = {"summary": "text"}, {"summary": "second set, never used for tuning"}
_OURS = {"summary": "all windows", "reader": "lookaloud"}
_NO_SYSTEM = Unmeasurable("a Linux machine without a display of its own")

MAIN_JOB = (
    promise(2, "key press to first audible sample, median", _app(_KEY, "median"), most=250, unit="ms"),
    promise(2, "key press to first audible sample, 95th percentile", _app(_KEY, "p95"), most=400, unit="ms"),
    promise(2, "stop key to silence", _app("stop key (xdotool started) to silence"), most=50, unit="ms"),
    promise(
        2, "full description of 1920x1080 with text never seen", _app(f"{_FULL}text never seen"), most=1500, unit="ms"
    ),
    promise(2, "full description where nothing changed", _app(f"{_FULL}nothing changed"), most=400, unit="ms"),
    promise(
        2,
        "text: times as fast as RapidOCR's defaults",
        Figure("text", _TEXT, "times as fast as rapidocr defaults"),
        least=1.5,
    ),
    share(
        2,
        "text: mean accuracy over RapidOCR's defaults",
        Figure("text", _TEXT, "mean accuracy over the defaults'"),
        least=0,
    ),
    share(
        2,
        "text: accuracy over RapidOCR's defaults, worst of six screens",
        Figure("text", _TEXT, "lowest of a screen over the defaults'"),
        least=0,
    ),
    share(2, "word accuracy on generated screens, mean", Figure("text", _TEXT, "mean accuracy: lookaloud"), least=98.5),
    share(
        2, "word accuracy on generated screens, lowest", Figure("text", _TEXT, "lowest accuracy: lookaloud"), least=95
    ),
    share(2, "word accuracy on a set never used for tuning, mean", Figure("text", _SECOND, "mean"), least=98.5),
    share(2, "word accuracy on a set never used for tuning, lowest", Figure("text", _SECOND, "lowest"), least=95),
    share(2, "six programs' windows against their trees, lowest", Figure("programs", _OURS, "lowest"), least=97),
    promise(
        2,
        "app at rest, engine not running",
        Figure("memory", {"figure": "app at rest, engine not running"}, "MB"),
        most=120,
        unit="MB",
    ),
    promise(
        2,
        "ready for the key after its start",
        Figure("start", {"figure": "start of the app until the keys are taken"}, "high"),
        most=1500,
        unit="ms",
    ),
    by_test(
        2, "the app imports neither numpy nor onnxruntime", "tests/unit/test_architecture.py::test_what_importing_costs"
    ),
    by_test(2, "six programs, chord, speech recorded; Chromium never sees the key", "tests/e2e/test_main_job.py"),
    by_test(2, "fifty presses leave one answer", "tests/e2e/test_main_job.py::test_fifty_presses_leave_one_answer"),
    by_test(2, "no invented word in 60 frames or more with nothing in them", "tests/e2e/test_negatives.py"),
    by_test(2, "Orca names every control", "tests/e2e/test_orca.py"),
    by_test(2, "passwords are never read out", "tests/unit/pipelines/telling/test_secret.py"),
    by_test(2, "bad pictures get a sentence", "tests/unit/desktop/test_files.py"),
    by_test(
        2,
        "an engine that is killed is replaced",
        "tests/e2e/test_main_job.py::test_an_engine_that_is_killed_is_replaced",
    ),
    by_test(2, "two monitors, negative origins, fractional scale", "tests/e2e/test_real_input.py"),
    by_test(2, "Wayland by its portals", "tests/e2e/test_wayland.py"),
    promise(
        2,
        "the README's commands in a bare Debian 12",
        Unmeasurable("it needs a debootstrap folder and the network; done by hand"),
    ),
    promise(2, "Windows and macOS", _NO_SYSTEM),
)


def _model(name: str, key: str, by: str = "int8") -> Figure:
    return Figure("models", {"model": name, "by": by}, key)


_COLD = {"model": "blip-base-int8"}
_MATCHING = {"figure": "image-text matching"}
_GAIN = "fused over the better of both: "

MODELS = (
    promise(
        3,
        "BLIP-base int8, 20 tokens: times as fast as PyTorch",
        _model("blip-base", "times as fast as PyTorch"),
        least=4,
    ),
    promise(
        3,
        "ViT-GPT2 int8, 20 tokens: times as fast as PyTorch",
        _model("vit-gpt2", "times as fast as PyTorch"),
        least=3.5,
    ),
    promise(3, "never slower than optimum-onnx", Figure("optimum", {}, "times as fast as optimum-onnx"), least=1),
    promise(3, "BLIP-base int8: load", _model("blip-base", "load, ms"), most=1000, unit="ms"),
    promise(3, "BLIP-base unquantised: load", _model("blip-base", "load, ms", "none"), most=1000, unit="ms"),
    promise(
        3,
        "a second question, 20 tokens: times as fast as the first",
        _model("blip-vqa-base", "first over second question"),
        least=3,
    ),
    promise(
        3,
        "a second question, 5 tokens: times as fast as the first",
        _model("blip-vqa-base", "the same, short answers"),
        least=3,
    ),
    promise(3, "cancel in a decode", Figure("models", {}, "cancelled after: high"), most=100, unit="ms"),
    promise(
        3,
        "first caption of a cold engine, BLIP-base int8, first start",
        Figure("cold", _COLD | {"start": "first, which hashes the files"}, "the whole description"),
        most=2000,
        unit="ms",
    ),
    promise(
        3,
        "first caption of a cold engine, BLIP-base int8, later starts",
        Figure("cold", _COLD | {"until": "the whole description"}, "high"),
        most=2000,
        unit="ms",
    ),
    *(
        share(
            3,
            f"the joined score over the better of both: {which}, recall at {among}",
            Figure("matching", _MATCHING, f"{_GAIN}{which}_recall_at_{among}"),
            least=0,
        )
        for which in ("text", "picture")
        for among in (1, 5)
    ),
    by_test(3, "every family: tokens equal to PyTorch's", "tests/parity/test_families.py"),
    by_test(3, "pre-processing equal to transformers'", "tests/parity/test_pictures.py"),
    by_test(
        3,
        "models import neither torch, transformers nor Qt",
        "tests/unit/test_architecture.py::test_running_a_model_never_loads_qt_or_what_export_needs",
    ),
    by_test(3, "a hub that fails: each its sentence", "tests/unit/models/test_store_hub.py"),
    by_test(3, "damaged folders and archives: each its sentence", "tests/unit/models/test_store_local.py"),
    promise(3, "CUDA fp16, tokens a second against the memory's limit", Unmeasurable("there is no GPU here")),
)


def _asked(name: str, key: str) -> Figure:
    return Figure("questions", {"name": name}, key)


def _spoken(voice: str, key: str) -> Figure:
    return Figure("speech", {"figure": "through the app", "voice": voice}, key)


def _errors(voice: str, noise: str | None) -> Figure:
    return Figure("speech", {"figure": "written down", "voice": voice, "noise": noise}, "word error rate")


_LET_GO = "key let go to first word, answer "

ASK = (
    promise(4, "the set: questions", _asked("set", "questions"), least=150),
    promise(4, "the set: screens", _asked("set", "screens"), least=25),
    share(4, "right", _asked("all", "right"), least=85),
    share(4, "wrong", _asked("all", "wrong"), most=2),
    promise(4, "quotations that are not there", _asked("quotations", "not there"), most=0),
    promise(
        4,
        "end of speech to the answer's first word, from the tree",
        Figure("speech", {"figure": f"{_LET_GO}from the tree"}, "high"),
        most=700,
        unit="ms",
    ),
    promise(
        4,
        "end of speech to the answer's first word, quoted",
        Figure("speech", {"figure": f"{_LET_GO}quoted"}, "high"),
        most=1200,
        unit="ms",
    ),
    promise(
        4,
        "transcription, seconds a second of speech",
        Figure("speech", {"figure": "written down"}, "seconds a second of speech"),
        most=0.3,
    ),
    share(4, "spoken questions: right kind, neural voice", _spoken("neural", "right kind"), least=90),
    share(4, "spoken questions: right kind, espeak-ng", _spoken("espeak-ng", "right kind")),
    *(
        share(4, f"word error rate, {voice}, {noise or 'no noise'}", _errors(voice, noise))
        for voice in ("neural", "espeak-ng")
        for noise in (None, "15 dB")
    ),
    by_test(4, "fifty questions, cancel, killed engine: one answer", "tests/e2e/test_questions.py"),
)


def _trained(what: str, key: str) -> Figure:
    return Figure("evaluate", {"figure": what}, key)


_TOLD = "captions as told"

BUILT_IN = (
    promise(5, "all models together", Figure("builtin", {"figure": "size of all"}, "MB"), most=60, unit="MB"),
    promise(5, "50 icons", Figure("builtin", {"figure": "50 icons"}, "median"), most=60, unit="ms"),
    promise(5, "time a picture", Figure("builtin", {"figure": "a picture"}, "median"), unit="ms"),
    promise(5, "time a window", Figure("builtin", {"figure": "a window"}, "median"), unit="ms"),
    share(
        5,
        "icons of a set never seen, all names: right",
        _trained("icons: bootstrap-icons, never seen", "top-1"),
        least=93,
    ),
    share(
        5,
        "icons of a set never seen, the 200 commonest names: right",
        _trained("of these the 200 commonest", "top-1"),
        least=93,
    ),
    *(
        share(5, f"{what}: named", _trained(what, "named"), most=5)
        for what in (
            "foreign icons of bootstrap-icons",
            "foreign: letters",
            "foreign: scribbles",
            "foreign: pieces of pictures",
        )
    ),
    share(5, "windows' captions: right, and a main part clear", _trained(_TOLD, "and a main part clear"), least=75),
    share(5, "windows' captions: right, and a main part named", _trained(_TOLD, "and a main part named"), least=75),
    share(5, "windows' questions: wrong", _trained("questions", "wrong"), most=20),
    by_test(5, "icons without names in a real window, by the app", "tests/e2e/test_built_in.py"),
    by_test(
        5,
        "no invented word with all built-in models",
        "tests/e2e/test_built_in.py::test_nothing_is_invented_of_windows_that_show_nothing",
    ),
)


def _watch(figure: str) -> Figure:
    return Figure("watch", {"figure": figure}, "percent of a core")


def _album(summary: str, key: str) -> Figure:
    return Figure("album", {"summary": summary}, key)


BEYOND = (
    promise(
        6,
        "watching a window while nothing changes",
        _watch("a maximised window is watched"),
        most=3,
        unit="% of a core",
    ),
    promise(
        6,
        "describing the screen live while nothing changes",
        _watch("the screen is described live"),
        most=3,
        unit="% of a core",
    ),
    promise(6, "new lines told once, from the tree", Figure("watching", {"summary": "tree"}, "told once, %"), unit="%"),
    promise(
        6,
        "new lines told once, from pixels",
        Figure("watching", {"summary": "pixels really read"}, "told once, %"),
        unit="%",
    ),
    promise(
        6,
        "search in 10,000 pictures",
        _album("search in the many, with the first 20 read", "max ms"),
        most=100,
        unit="ms",
    ),
    promise(6, "a second run over 10,000: pictures changed", _album("second run over the many", "changed"), most=0),
    promise(
        6,
        "memory with 10,000 pictures over that with 1,000",
        _album("many indexed", "times the memory of the fewer"),
        most=1.1,
        unit="times",
    ),
    share(
        6,
        "matching, joined score: texts found at the first place",
        Figure("matching", _MATCHING, "fused: text_recall_at_1"),
    ),
    share(
        6,
        "matching, joined score: pictures found at the first place",
        Figure("matching", _MATCHING, "fused: picture_recall_at_1"),
    ),
    share(
        6, "pages in the camera's picture, found rightly", Figure("camera", {"summary": "pages, all"}, "share right")
    ),
    promise(6, "searches with the camera that end elsewhere", Figure("seeking", {"summary": "all"}, "wrongly found")),
    share(6, "shots of videos never used for tuning, precision", Figure("video", _SECOND, "precision")),
    share(6, "shots of videos never used for tuning, recall", Figure("video", _SECOND, "recall")),
    by_test(6, "camera and finding, from a stream, recorded", "tests/e2e/test_camera.py"),
    by_test(6, "watching, recorded", "tests/e2e/test_watching.py"),
    by_test(6, "an album of 300 pictures", "tests/e2e/test_album.py"),
    by_test(6, "matching and comparing, recorded", "tests/e2e/test_compare.py"),
    by_test(6, "a video, recorded", "tests/e2e/test_video.py"),
    by_test(6, "German and Spanish, recorded", "tests/e2e/test_languages.py"),
)


def _grown(who: str, key: str) -> Figure:
    return Figure("memory", {"figure": f"{who}: growth over the last third"}, key)


def _usable(what: str) -> Figure:
    return Figure("scaling", {"figure": f"{what}: usable"}, "up to")


PROOF = (
    *(
        promise(
            7, f"{who}: growth of memory over the last 100 of 300 requests", _grown(who, "growth, %"), most=5, unit="%"
        )
        for who in ("app", "engine")
    ),
    *(
        promise(7, f"{who}: more {what} after them", _grown(who, f"more {what}"), most=0)
        for who in ("app", "engine")
        for what in ("threads", "files")
    ),
    *(
        promise(7, f"memory of the {who} at its peak", Figure("memory", {"figure": f"{who}: peak"}, "MB"), unit="MB")
        for who in ("app", "engine")
    ),
    promise(
        7,
        "Orca: focus change to its words, not yet sounded",
        Figure("orca", {"figure": "Orca: Tab to its words, not yet sounded"}, "median"),
        unit="ms",
    ),
    promise(
        7,
        "ours: key to the first word about the focus",
        Figure("orca", {"figure": "LookAloud: key to the first word about the focus, from 250 ms on"}, "median"),
        unit="ms",
    ),
    promise(
        7,
        "a window read: times as fast as ocrdesktop's way",
        Figure("programs", _OURS, "times as fast as ocrdesktop's way"),
    ),
    share(
        7,
        "words read by ocrdesktop's way, mean of six windows",
        Figure("programs", {"summary": "all windows", "reader": "ocrdesktop's way"}, "mean"),
    ),
    *(
        promise(7, f"described within 5 s and 1.5 GB up to, of {size:,} {what}", _usable(what), unit=what)
        for what, size in (
            ("monitors", 16),
            ("nodes", 20_000),
            ("words", 5_000),
            ("icons in the tree", 200),
            ("icons in the pixels", 200),
        )
    ),
    promise(7, "a real program's tree is read whole up to, of 5,000 nodes", _usable("real trees"), unit="nodes"),
    by_test(7, "faults are survived and told (docs/faults.md)", "tests/e2e/test_faults.py"),
    by_test(7, "no socket to the network; nothing of the screen on disk or in a log", "tests/e2e/test_privacy.py"),
    by_test(7, "text of the screen is never taken for a word of ours, or for a command", "tests/e2e/test_spoofed.py"),
    by_test(7, "no bad input crashes", "tests/unit/test_bad_input.py"),
    by_test(7, "each window by keyboard, at twice the font size, in contrast", "tests/unit/ui/test_accessibility.py"),
)

PROMISES: Sequence[Promise] = (*MAIN_JOB, *MODELS, *ASK, *BUILT_IN, *BEYOND, *PROOF)
