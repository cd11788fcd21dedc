"""Networks put together of sessions: what several families share, each an object with the protocols of its tasks."""
