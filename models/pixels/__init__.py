"""What can be seen in pixels without a model: glyphs and pictures among text."""
