"""The child process that owns every model session."""
