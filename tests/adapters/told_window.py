"""A window that does what it reads: a program of its own for the tests of what the X server tells."""

import os
import sys
from collections.abc import Callable

os.environ["QT_QPA_PLATFORM"] = "xcb"

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QWidget

SHOWN: dict[str, Callable[[QWidget], None]] = {
    "normal": QWidget.showNormal,
    "full": QWidget.showFullScreen,
    "maximized": QWidget.showMaximized,
    "bare": QWidget.show,
}


def main() -> int:
    """Run until stdin ends."""
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    shown: list[QWidget] = []

    def do(word: str) -> None:
        if word not in SHOWN:
            app.quit()
            return
        # A new one each time: what a window manager still does to the old one can't reach it.
        window = QWidget()
        window.setGeometry(50, 50, 300, 200)
        if word == "bare":
            window.setWindowFlags(Qt.WindowType.FramelessWindowHint)
            window.setGeometry(app.primaryScreen().geometry())
        SHOWN[word](window)
        window.activateWindow()
        while shown:
            shown.pop().close()
        shown.append(window)

    def hear() -> None:
        for word in os.read(sys.stdin.fileno(), 1_000).decode().split() or ["end"]:
            do(word)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(hear)
    do("normal")
    print("ready", flush=True)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
