"""What a camera's pictures are good for: guidance before any description, and reading a page. Imports no Qt.

`from_pictures` makes of several pictures the one that is described: `glance` says by `quality` (with `blur`) how to
hold the camera better, and by `page` (`edges`, `quads`, `paper`) where a page lies; `read_page` takes the `best` of
them, makes it flat (`straighten`) and upright (`skew`) and reads it; `writing` tells how much of the writing was read.
"""
