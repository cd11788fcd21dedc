"""Folders of pictures: every picture described once, kept in an index, searched, compared and exported. No Qt."""
