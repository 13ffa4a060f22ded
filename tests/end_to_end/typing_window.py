"""A window in which somebody types: a program of its own that keeps what it gets in a file."""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "xcb"

from PySide6.QtWidgets import QApplication, QPlainTextEdit


def main(title: str, place: str) -> int:
    """Run until it is ended from outside."""
    app = QApplication([])
    kept, unfinished = Path(place), Path(f"{place}.part")
    window = QPlainTextEdit()
    window.setWindowTitle(title)
    window.setGeometry(40, 40, 500, 300)

    def keep() -> None:
        unfinished.write_text(window.toPlainText(), encoding="utf-8")
        unfinished.replace(kept)

    window.textChanged.connect(keep)
    keep()
    window.show()
    window.activateWindow()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
