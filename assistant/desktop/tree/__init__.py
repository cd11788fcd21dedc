"""The accessibility tree, one file a platform."""
