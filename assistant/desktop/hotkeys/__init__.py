"""Global keys, one file a platform."""
