"""A window that does what it reads: a program of its own for the tests of what the X server tells."""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "xcb"

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QWidget


def main() -> int:
    """Run until stdin ends."""
    app = QApplication([])
    window = QWidget()
    window.resize(300, 200)

    def do(word: str) -> None:
        if word == "full":
            window.showFullScreen()
        elif word == "maximized":
            window.showMaximized()
        elif word == "bare":
            window.hide()
            window.setWindowFlags(Qt.WindowType.FramelessWindowHint)
            window.setGeometry(app.primaryScreen().geometry())
            window.show()
        elif word == "normal":
            window.hide()
            window.setWindowFlags(Qt.WindowType.Window)
            window.setGeometry(50, 50, 300, 200)
            window.showNormal()
        else:
            app.quit()
        window.activateWindow()

    def hear() -> None:
        for word in os.read(sys.stdin.fileno(), 1_000).decode().split() or ["end"]:
            do(word)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(hear)
    window.show()
    print("ready", flush=True)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
