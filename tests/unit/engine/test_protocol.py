"""The messages between app and engine survive the pipe, whatever chunks it comes in."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.engine.protocol import (
    HEAD,
    Alive,
    Cancel,
    Describe,
    Event,
    EventStream,
    FrameHead,
    ProtocolError,
    Ready,
    Taken,
    Tree,
    event_of,
    pack,
    read_command,
)
from assistant.limits import ENGINE_MESSAGE
from assistant.types import (
    Claim,
    Description,
    Failed,
    Final,
    Frame,
    Gate,
    Length,
    Partial,
    Raster,
    Stage,
    Target,
    TreeSnapshot,
    UiNode,
    WindowInfo,
    WindowTree,
)
from models.types import Box

CLAIM = Claim("Save, the default", "tree", 1.0, Box(1, -2, 3, 4), "dialog")
EVENTS: list[Event] = [
    Ready(),
    Taken(3),
    Alive(3),
    event_of(Stage(3, "text")),
    event_of(Partial(3, "Größe: 3 €", (CLAIM,))),
    event_of(Final(3, Description("all", (CLAIM,), Gate("black", "The screen is black."), {"total": 0.5}))),
    event_of(Failed(3, "That failed.", 8)),
]


def test_a_frame_arrives_with_its_pixels() -> None:
    frame = Frame(Raster(2, 1, b"\1\2\3\0\4\5\6\0"), Target.WINDOW, origin=(-1920, 4), scale=1.5, window_title="Ä")
    sent = Describe(7, "read", Length.FULL, FrameHead.of(frame), focus_box=Box(1, 2, 3, 4), pointer=(5, -6))
    pixels = bytes(frame.pixels.data)
    packet = read_command(io.BytesIO(pack(sent, pixels) + pixels).read)
    assert packet is not None
    command, payload = packet
    assert command == sent
    assert isinstance(command, Describe)
    assert command.frame.with_pixels(payload) == frame


def test_a_tree_arrives_whole() -> None:
    node = UiNode("button", "Save", states=frozenset({"default", "showing"}), box=Box(0, 0, 9, 9))
    root = UiNode("dialog", "Save changes?", children=(node, node), level=2)
    window = WindowInfo("Save changes?", Box(-5, 0, 9, 9), pid=4, active=True, visible=0.5, covered=(Box(0, 0, 1, 1),))
    sent = Tree(1, TreeSnapshot((WindowTree(window, root), WindowTree(window, None, False, "hung"))))
    packet = read_command(io.BytesIO(pack(sent)).read)
    assert packet == (sent, b"")


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_events_arrive_in_order_in_any_chunks(sizes: list[int]) -> None:
    stream = EventStream()
    data = b"".join(pack(event) for event in EVENTS)
    got: list[Event] = []
    position = 0
    while position < len(data):
        for size in sizes:
            got += stream.feed(data[position : position + size])
            position += size
    assert got == EVENTS


def test_a_pipe_that_ends_in_a_packet_ends_quietly() -> None:
    whole = pack(Cancel(1))
    for length in range(len(whole)):
        assert read_command(io.BytesIO(whole[:length]).read) is None


@pytest.mark.parametrize("data", [HEAD.pack(ENGINE_MESSAGE + 1, 0), HEAD.pack(3, 0) + b"abc"])
def test_what_is_no_packet_is_refused(data: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_command(io.BytesIO(data).read)
    with pytest.raises(ProtocolError):
        list(EventStream().feed(data))
