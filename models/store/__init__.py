"""Installed models: added from folders and files, fetched from a hub, checked, removed, chosen. Never unasked."""
