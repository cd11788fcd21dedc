"""What bounds everything that comes from outside and that models take: manifests, archives, hubs, sound.

The other half, for what the app takes, is `assistant.limits`. Whatever is larger is refused with a sentence; nothing
here depends on what a file or a server says of itself.
"""

from __future__ import annotations

# A model's folder
MANIFEST_BYTES = 1 << 20  # a manifest is a few kB; more is no manifest
MODEL_BYTES = 8 << 30  # all files together: more than any model that runs on a user's machine at a bearable speed
GRAPHS_DEEP = 64  # graphs in graphs of an ONNX file; more is no model

LABELS_BYTES = 16 << 20  # the names of classes; a thousand take 30 kB
TOKENISER_BYTES = 256 << 20  # the largest that is known has 33 million

# An archive that holds one
ARCHIVE_FILES = 200
ARCHIVE_HEAD = 1 << 20  # bytes of a file's name and notes in a .tar; ordinary ones have some hundred

# A hub that models are fetched from
HUB_FILES = 2000  # of a repository
HUB_LIST_BYTES = 16 << 20  # of its list of files; 2000 files take about 1 MB
