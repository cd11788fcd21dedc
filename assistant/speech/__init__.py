"""Utterances, voices, cues."""
