"""The settings window, made from the schema: a page a section, a control a field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStyle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from assistant.actions import Action
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import SettingsError
from assistant.languages.words import _
from assistant.settings import Settings
from assistant.ui.front import line_to_type_in, resize_in_letters, room_for
from assistant.ui.tray import app_icon


class SettingsWindow(QDialog):
    """OK hands the settings on; what is wrong keeps the window open and says why. GUI thread."""

    settings_accepted = Signal(object)
    try_voice = Signal(object)
    try_microphone = Signal(object)
    problem_found = Signal(str)
    """A sentence that must be heard: Orca says nothing of an announcement by Qt (tried with Orca 43)."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("LookAloud: settings"))
        self.setWindowIcon(app_icon())
        self._settings = settings
        self._controls: dict[tuple[str, str], QWidget] = {}
        self._pages: dict[str, QWidget] = {}  # each scrolls
        self._forms: list[QWidget] = []  # what is in them
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName(_("Sections"))
        self._tabs.setUsesScrollButtons(True)
        for section in dataclasses.fields(settings):
            value = getattr(settings, section.name)
            if dataclasses.is_dataclass(value):
                self._tabs.addTab(self._page(section.name, value), _(section.metadata["label"]))
        self._problem = QLabel()  # without an accessible name, which would hide what it says
        self._problem.setWordWrap(True)
        self._problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._problem.setVisible(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._defaults = buttons.addButton(_("Restore &defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        self._defaults.clicked.connect(lambda: self.show_values(Settings()))
        buttons.accepted.connect(self.accept_settings)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAccessibleName(button.text().replace("&", ""))
        layout = QVBoxLayout(self)
        layout.addWidget(self._tabs)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.show_values(settings)
        self._fit()

    def control(self, section: str, name: str) -> QWidget:
        """The control of a field; a direct key's is named by its action."""
        return self._controls[section, name]

    @property
    def problem(self) -> str:
        """The sentence that is shown, empty where all is well."""
        return self._problem.text()

    def begin(self, settings: Settings) -> None:
        """As it is when it is new: these values, the first page, no problem."""
        self._settings = settings
        self.show_values(settings)
        self._tabs.setCurrentIndex(0)
        self._tabs.tabBar().setFocus()
        self._problem.clear()
        self._problem.setVisible(False)

    def _fit(self) -> None:
        """As wide as all tabs and the widest page, where the screen is."""
        resize_in_letters(self, columns=60, lines=30)
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        pages = [page.sizeHint().width() + 2 * bar for page in self._forms]
        wanted = max(self._tabs.tabBar().sizeHint().width(), *pages) + 2 * bar
        self.resize(min(max(self.width(), wanted), room_for(self).width()), self.height())

    def show_values(self, settings: Settings) -> None:
        """Put values into the controls."""
        for (section, name), control in self._controls.items():
            held = getattr(settings, section)
            if section == "keys" and name != "layer":
                _put(control, held.direct.get(name, ""))
            else:
                _put(control, getattr(held, name))

    def values(self) -> Settings:
        """What the controls hold. Raises SettingsError for a key that is none."""
        names = [
            section.name
            for section in dataclasses.fields(self._settings)
            if dataclasses.is_dataclass(getattr(self._settings, section.name))
        ]
        return dataclasses.replace(self._settings, **{name: self._section(name) for name in names})

    def _section(self, section: str) -> Any:
        changes = {
            name: _get(control)
            for (owner, name), control in self._controls.items()
            if owner == section and not (owner == "keys" and name != "layer")
        }
        if section == "keys":
            layer = self._chord("layer", str(changes["layer"]))
            changes |= {"layer": str(layer), "direct": self._direct_keys(layer)}
        return dataclasses.replace(getattr(self._settings, section), **changes)

    def _direct_keys(self, layer: Chord) -> dict[str, str]:
        known = {action.slug for action in Action}
        # what a newer version wrote has no control here, and stays
        found = {slug: text for slug, text in self._settings.keys.direct.items() if slug not in known}
        used = {layer: _("the layer")}
        for action in Action:
            text = str(_get(self._controls["keys", action.slug])).strip()
            if not text:
                continue
            chord = self._chord(action.slug, text)
            if chord in used:
                self._controls["keys", action.slug].setFocus()
                words = _("{key} is used twice: for {first} and for {second}.")
                raise SettingsError(words.format(key=chord, first=used[chord], second=_(action.label)))
            used[chord] = _(action.label)
            found[action.slug] = str(chord)
        return found

    def _chord(self, name: str, text: str) -> Chord:
        try:
            return Chord.parse(text)
        except SettingsError:
            self._tabs.setCurrentWidget(self._pages["keys"])
            self._controls["keys", name].setFocus()
            raise

    def _page(self, section: str, value: Any) -> QWidget:
        page = QWidget()
        self._forms.append(page)
        form = QFormLayout(page)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in dataclasses.fields(value):
            if isinstance(getattr(value, field.name), Mapping):
                for action in Action:
                    self._add(form, section, action.slug, _(action.label), _field(), _(field.metadata.get("help", "")))
                continue
            control = _control(field)
            help = _(field.metadata.get("help", ""))
            self._add(form, section, field.name, _(field.metadata["label"]), control, help)
        trials = {
            "speech": (_("&Try the voice"), self.try_voice),
            "listening": (_("&Try the microphone"), self.try_microphone),
        }  # fmt: skip
        if section in trials:
            what, signal = trials[section]
            button = QPushButton(what)
            button.setAccessibleName(what.replace("&", ""))
            button.setAutoDefault(False)
            button.clicked.connect(lambda: signal.emit(self._section(section)))
            form.addRow(button)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self._pages[section] = scroll
        return scroll

    def _add(self, form: QFormLayout, section: str, name: str, label: str, control: QWidget, help: str) -> None:
        control.setAccessibleName(label)
        control.setAccessibleDescription(help)
        control.setToolTip(help)
        self._controls[section, name] = control
        if isinstance(control, QCheckBox):
            control.setText(label)
            form.addRow(control)
        else:
            text = QLabel(label)
            text.setBuddy(control)
            form.addRow(text, control)

    def accept_settings(self) -> None:
        """OK: hand the values on and close, or say what is wrong and stay."""
        try:
            settings = self.values()
        except SettingsError as error:
            self._problem.setText(error.spoken)
            self._problem.setVisible(True)
            self.problem_found.emit(error.spoken)
            return
        self.settings_accepted.emit(settings)
        self.accept()


def _control(field: dataclasses.Field[Any]) -> QWidget:
    meta = field.metadata
    if isinstance(field.default, bool):
        return QCheckBox()
    if isinstance(field.default, int):
        box = QSpinBox()
        box.setRange(meta["low"], meta["high"])
        box.setSingleStep(meta["step"])
        box.setSuffix(f" {_(meta['unit'])}" if meta["unit"] else "")
        return box
    if "devices" in meta:
        return _cameras() if meta["devices"] == "camera" else _microphones()
    if "choices" in meta:
        combo = QComboBox()
        for value, label in meta["choices"]:
            combo.addItem(_(label), value)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return combo
    return _field()


def _field() -> QLineEdit:
    """As wide as the longest keys."""
    field = line_to_type_in()
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance("Ctrl+Alt+Shift+Space") + field.fontMetrics().height())
    return field


def _microphones() -> QComboBox:
    """The microphones that there are now."""
    from assistant.listening.microphone import Microphone  # QtMultimedia, which other settings do without

    combo = QComboBox()
    combo.addItem(_("The one the system uses"), "")
    for name in Microphone.devices():
        combo.addItem(name, name)
    combo.setProperty("takes_more", True)
    return combo


def _cameras() -> QComboBox:
    """The cameras that there are now; a file or an address may be typed."""
    from assistant.desktop.camera import cameras

    combo = QComboBox()
    combo.setEditable(True)
    combo.addItem(_("The one the system uses"), "")
    for name in cameras():
        combo.addItem(name, name)
    return combo


def _put(control: QWidget, value: Any) -> None:
    if _get(control) == value:
        return  # set again, it would be news for the screen reader
    if isinstance(control, QCheckBox):
        control.setChecked(bool(value))
    elif isinstance(control, QSpinBox):
        control.setValue(int(value))
    elif isinstance(control, QComboBox) and control.isEditable():
        at = control.findData(value)
        control.setCurrentIndex(at)
        control.setEditText(control.itemText(at) if at >= 0 else value)
    elif isinstance(control, QComboBox):
        if control.property("takes_more") and control.findData(value) < 0:
            control.addItem(_("{name}, not connected").format(name=value), value)
        control.setCurrentIndex(max(0, control.findData(value)))
    elif isinstance(control, QLineEdit):
        control.setText(str(value))


def _get(control: QWidget) -> Any:
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QSpinBox):
        return control.value()
    if isinstance(control, QComboBox) and control.isEditable():
        text = control.currentText().strip()
        at = control.findText(text)
        return control.itemData(at) if at >= 0 else text
    if isinstance(control, QComboBox):
        return control.currentData()
    assert isinstance(control, QLineEdit)
    return control.text()
