"""Watching a window or a region over many looks: only what is new is told, in few words. Nothing here reads a clock."""
