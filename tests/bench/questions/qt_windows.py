"""The Qt windows among the screens: `python -m tests.bench.questions.qt_windows NAME`."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)


def preferences() -> QWidget:
    """Tabs, fields, check boxes, options."""
    page = QWidget()
    form = QFormLayout(page)
    form.addRow("Name", QLineEdit("Desk PC"))
    size = QSpinBox()
    size.setValue(14)
    form.addRow("Font size", size)
    spelling = QCheckBox("Check spelling")
    spelling.setChecked(True)
    form.addRow(spelling)
    form.addRow(QCheckBox("Auto save"))
    for text in ("Small", "Medium", "Large"):
        option = QRadioButton(text)
        option.setChecked(text == "Medium")
        form.addRow(option)
    tabs = QTabWidget()
    tabs.addTab(page, "General")
    tabs.addTab(QWidget(), "Colours")
    window = QWidget()
    window.setWindowTitle("Preferences")
    layout = QVBoxLayout(window)
    layout.addWidget(tabs)
    row = QHBoxLayout()
    apply = QPushButton("Apply")
    apply.setEnabled(False)
    row.addWidget(QPushButton("Close"))
    row.addWidget(apply)
    layout.addLayout(row)
    return window


def services() -> QWidget:
    """A table with a selected row."""
    table = QTableWidget(3, 2)
    table.setHorizontalHeaderLabels(["Service", "State"])
    for number, (name, state) in enumerate((("Alpha", "running"), ("Beta", "waiting"), ("Gamma", "stopped"))):
        table.setItem(number, 0, QTableWidgetItem(name))
        table.setItem(number, 1, QTableWidgetItem(state))
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.selectRow(1)
    window = QWidget()
    window.setWindowTitle("Services")
    layout = QVBoxLayout(window)
    layout.addWidget(table)
    row = QHBoxLayout()
    row.addWidget(QPushButton("Start"))
    row.addWidget(QPushButton("Stop"))
    layout.addLayout(row)
    window.resize(500, 320)
    return window


def installer() -> QWidget:
    """A wizard's page: progress, what is going on, buttons of which one is off."""
    window = QWidget()
    window.setWindowTitle("Installing Tracer")
    layout = QVBoxLayout(window)
    layout.addWidget(QLabel("Step 2 of 3: copying files"))
    bar = QProgressBar()
    bar.setValue(62)
    layout.addWidget(bar)
    layout.addWidget(QLabel("About 4 minutes are left."))
    target = QLineEdit("/opt/tracer")
    target.setReadOnly(True)
    form = QFormLayout()
    form.addRow("Target folder", target)
    layout.addLayout(form)
    row = QHBoxLayout()
    back, onward, stop = QPushButton("Back"), QPushButton("Next"), QPushButton("Cancel")
    onward.setEnabled(False)
    for button in (back, onward, stop):
        row.addWidget(button)
    layout.addLayout(row)
    window.resize(460, 240)
    return window


def main() -> None:
    """Show the window that is named."""
    application = QApplication(sys.argv)
    window = {"preferences": preferences, "table": services, "installer": installer}[sys.argv[1]]()
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
