"""The words for what elements of a window are and how they are, one vocabulary for all platforms."""

from __future__ import annotations

ROLES = frozenset(
    """window dialog alert button toggle-button check-box radio-button text-field password-field combo-box list
    list-item menu-bar menu menu-item tab tab-list table row cell column-header row-header heading paragraph text label
    link image icon slider spin-button progress-bar scroll-bar status-bar tool-bar tree tree-item document terminal
    panel group landmark form separator canvas tool-tip notification video switch unknown""".split()
)
"""Of `UiNode.role`."""

STATES = frozenset(
    """focused active showing visible enabled disabled checked mixed selected expanded collapsed editable read-only
    required invalid modal default busy multi-line checkable pressed has-popup scrolled unread
    read""".split()
)
"""Of `UiNode.states`."""
