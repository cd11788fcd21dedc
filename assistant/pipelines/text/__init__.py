"""Text as it stands in pixels: which way it runs, in which order its lines are read, and whether two readings are one.

Lower than `telling`, which words it, and `scene`, which puts it together with the trees.
"""
