"""Qt's own words, such as Cancel and those of its file dialog, in the language of ours."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from assistant.languages.words import language


def translate_qt(application: QCoreApplication) -> None:
    """For windows that are made from now on; English where Qt has no translation. GUI thread."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language()}", folder):
        application.installTranslator(translator)
