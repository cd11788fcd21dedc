"""What bounds everything that comes from outside: one table. What models take is bounded in `models.limits`.

A hostile program can put anything into the names of its elements, a file can claim any size, and a question can be
pasted. Each limit is larger than what is seen of ordinary ones, and small enough that time and memory stay bounded.
What is beyond it is refused with a sentence, or left out and the rest marked as not complete; none of it is a crash.
"""

from __future__ import annotations

# Picture files and the clipboard's bytes
PICTURE_BYTES = 500 * 2**20  # of a file; no screenshot or photo comes near
PICTURE_PIXELS = 178_000_000  # decoded: 534 MB as RGB; most of what Pillow opens, and more than any camera has
PICTURE_SIDE = 8000  # pixels; longer pictures are scaled down (16 monitors side by side are larger than this)

# What a picture file says of itself
XMP_BYTES = 4 * 2**20  # packets have some kilobytes
OWN_WORDS = 2000  # characters of a description that are kept
SIDECAR_BYTES = 2**20  # of a sidecar that is looked at

# Videos
VIDEO_PIXELS = 40_000_000  # of one picture; 8K has 33 million
VIDEO_FRAMES = 10**9
VIDEO_BOXES = 200_000  # of an MP4; one that is written as it is recorded has two a second
VIDEO_TIME = 10**6  # seconds that can be asked for, eleven days

# Accessibility trees
TREE_NODES = 5000  # elements of one window
TREE_DEPTH = 60
TREE_CHILDREN = 1000  # of one element
TREE_TABLE = 10_000  # cells of a table that is asked for all of them: LibreOffice has 2 billion, and hangs
TREE_IN_VIEW = 3000  # cells of a larger one that are looked at, where it shows so many
TREE_CELLS = 600  # of those that are read
TREE_REFERENCES = 20_000  # children that the elements of one window name in all, those known already among them
TREE_CHOICES = 100  # items of a closed combo box that are asked whether they are chosen
TREE_NAME = 1000  # characters of a name or description
TREE_TEXT = 20_000  # characters of one element's text
TREE_WORDS = 1_000_000  # characters of one window in all: a novel; LibreOffice's windows have some 20,000
TREE_REPLY = 2 * 2**20  # bytes of one reply: 37,000 children, or a book; a longer one is dropped as it comes
PROGRAMS = 500  # that are asked for their windows
PROGRAM_NAME = 100  # characters
PROGRAM_WINDOWS = 200  # of one program
WINDOW_TITLE = 500  # characters

# Windows as the window system lists them
WINDOWS = 500

# Questions
QUESTION = 1000  # characters; ten sentences. The rules look at each in many ways
SPOKEN_SECONDS = 30  # that the microphone stays open
SOUND_FILE_SECONDS = 60  # of a recorded question that are read
SOUND_CHANNELS = 8  # of a sound file, of which the first is heard
SOUND_RATES = (4000, 384_000)  # samples a second, the least and the most: telephones have 8000, studios 192,000

# Files of our own that anybody may have edited
SETTINGS_BYTES = 2**20  # ours have some hundred

# Messages from other processes
ENGINE_MESSAGE = 64 * 2**20  # bytes between app and engine; a tree at the limits above takes 4 MB
ENGINE_PIXELS = 2**31  # bytes; 16 monitors of 3840 x 2160 take 531 MB
INSTANCE_MESSAGE = 64  # bytes from a second start; the longest name of an action has 18
WAYLAND_MESSAGE = 2**16  # bytes from the compositor
