"""A connection to an X server by libxcb. Requests are written out in bytes, so no further library is needed.

Nothing here waits longer than it is told to, raises, or ends the program: a server that is gone leaves a
connection that answers nothing.
"""

import ctypes
import logging
import select
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

_log = logging.getLogger(__name__)

LIBRARY = "libxcb.so.1"
PATIENCE_SECONDS = 0.25
"""How long one answer is waited for; a server answers within a tenth of a millisecond, if at all."""

CONNECT_SECONDS = 2.0
"""How long a server may take to let us in; while a program has grabbed it, nobody is let in."""

MOST_BYTES = 16_384
"""What is read of one answer."""

_ERRORS_AS_ANSWERS = 1  # XCB_REQUEST_CHECKED
_HEAD = 32
_QUERY_EXTENSION = 98


class _Part(ctypes.Structure):
    """`struct iovec`."""

    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


class _Request(ctypes.Structure):
    """`xcb_protocol_request_t`."""

    _fields_ = (
        ("count", ctypes.c_size_t),
        ("extension", ctypes.c_void_p),
        ("opcode", ctypes.c_uint8),
        ("is_void", ctypes.c_uint8),
    )


class _Written:
    """A request as the library takes it. It may be sent again and again."""

    def __init__(self, opcode: int, detail: int, body: bytes, *, is_void: bool = False) -> None:
        self._bytes = struct.pack("=BBH", opcode, detail, 0) + body
        self._data = ctypes.create_string_buffer(self._bytes, len(self._bytes))
        self._part = _Part(ctypes.addressof(self._data), len(self._bytes))
        # The library writes to the two parts before the first for requests of a great length.
        self._parts = (_Part * 3)()
        first = ctypes.byref(self._parts, 2 * ctypes.sizeof(_Part))
        self.first = ctypes.cast(first, ctypes.POINTER(_Part))
        self.request = _Request(1, None, opcode, is_void)

    def renew(self) -> None:
        """Undo what the library has written into it when it was sent."""
        self._data.raw = self._bytes
        self._parts[2] = self._part


class _Screens(ctypes.Structure):
    """`xcb_screen_iterator_t`."""

    _fields_ = (("data", ctypes.c_void_p), ("rest", ctypes.c_int), ("index", ctypes.c_int))


def load_xcb() -> ctypes.CDLL:
    """The library with its functions typed. Raises OSError where it isn't installed."""
    library = ctypes.CDLL(LIBRARY)
    pointer = ctypes.c_void_p
    types: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "connect": (pointer, (ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))),
        "connection_has_error": (ctypes.c_int, (pointer,)),
        "disconnect": (None, (pointer,)),
        "get_file_descriptor": (ctypes.c_int, (pointer,)),
        "get_setup": (pointer, (pointer,)),
        "setup_roots_iterator": (_Screens, (pointer,)),
        "screen_next": (None, (ctypes.POINTER(_Screens),)),
        "send_request": (
            ctypes.c_uint,
            (pointer, ctypes.c_int, ctypes.POINTER(_Part), ctypes.POINTER(_Request)),
        ),
        "flush": (ctypes.c_int, (pointer,)),
        "poll_for_event": (pointer, (pointer,)),
        "poll_for_reply": (
            ctypes.c_int,
            (pointer, ctypes.c_uint, ctypes.POINTER(pointer), ctypes.POINTER(pointer)),
        ),
        "discard_reply": (None, (pointer, ctypes.c_uint)),
    }
    for name, (result, arguments) in types.items():
        function = getattr(library, f"xcb_{name}")
        function.restype, function.argtypes = result, arguments
    library.free.restype, library.free.argtypes = None, (pointer,)  # the C library's, by way of this one
    return library


class XConnection:
    """One connection. `root` is the root window of its screen."""

    def __init__(self, library: ctypes.CDLL, pointer: int, root: int, clock: Callable[[], float]) -> None:
        self._library = library
        self._pointer: int | None = pointer
        self._clock = clock
        self._extensions: dict[str, int] = {}
        self._last = (0, 0, b""), _Written(0, 0, b"")
        self._waiting = select.poll()
        self._waiting.register(library.xcb_get_file_descriptor(pointer), select.POLLIN)
        self.root = root

    @property
    def is_lost(self) -> bool:
        """Whether the server is gone; it never comes back."""
        return self._pointer is None

    def ask(self, opcode: int, detail: int, body: bytes) -> bytes | None:
        """Send a request and return its answer.

        Args:
            opcode: the request; for an extension, `extension_opcode` of it.
            detail: the second byte: a flag, or the extension's own request.
            body: what follows the length, in whole units of four bytes.

        Returns:
            The answer, at least 32 bytes and at most `MOST_BYTES`; None where the server refused (a window
            that has just gone), took too long, or is gone.
        """
        if self._pointer is None:
            return None
        number = self._send(self._pointer, opcode, detail, body)
        reply, error = ctypes.c_void_p(), ctypes.c_void_p()
        if number == 0 or not self._is_answered(self._pointer, number, reply, error):
            return None
        answer = None
        if reply.value:
            (units,) = struct.unpack_from("=I", ctypes.string_at(reply.value, _HEAD), 4)
            answer = ctypes.string_at(reply.value, min(_HEAD + 4 * units, MOST_BYTES))
            self._library.free(reply.value)
        if error.value:
            self._library.free(error.value)
        return answer

    def tell(self, opcode: int, detail: int, body: bytes) -> None:
        """Send a request that has no answer; the arguments are those of `ask`."""
        if self._pointer is None:
            return
        written = _Written(opcode, detail, body, is_void=True)
        written.renew()
        number = self._library.xcb_send_request(
            self._pointer, 0, written.first, ctypes.byref(written.request)
        )
        self._library.xcb_flush(self._pointer)
        if number == 0:
            self._lose()

    def extension_opcode(self, name: str) -> int | None:
        """The opcode of an extension's requests; 0 where the server hasn't got it, None without an answer."""
        if name not in self._extensions:
            data = name.encode("ascii")
            answer = self.ask(_QUERY_EXTENSION, 0, struct.pack("=HH", len(data), 0) + padded(data))
            if answer is None:
                return None
            self._extensions[name] = answer[9] if answer[8] else 0
        return self._extensions[name]

    def close(self) -> None:
        """Let go of the connection. May be called twice."""
        pointer, self._pointer = self._pointer, None
        if pointer is not None:
            self._library.xcb_disconnect(pointer)

    def _send(self, pointer: int, opcode: int, detail: int, body: bytes) -> int:
        said, written = self._last
        if said != (opcode, detail, body):  # most looks ask the same as the one before
            said, written = self._last = (opcode, detail, body), _Written(opcode, detail, body)
        written.renew()
        number: int = self._library.xcb_send_request(
            pointer, _ERRORS_AS_ANSWERS, written.first, ctypes.byref(written.request)
        )
        self._library.xcb_flush(pointer)
        if number == 0:
            self._lose()
        return number

    def _is_answered(self, pointer: int, number: int, reply: ctypes.c_void_p, error: ctypes.c_void_p) -> bool:
        until = self._clock() + PATIENCE_SECONDS
        while True:
            self._read(pointer)
            if self._library.xcb_poll_for_reply(pointer, number, ctypes.byref(reply), ctypes.byref(error)):
                if not reply.value and not error.value:
                    self._lose()
                return True
            rest = until - self._clock()
            if rest <= 0 or not self._waiting.poll(rest * 1000):
                self._library.xcb_discard_reply(pointer, number)
                _log.info("The X server did not answer within %.2f s", PATIENCE_SECONDS)
                return False

    def _read(self, pointer: int) -> None:
        """Read what has come. Events are sent to everybody (a new keyboard) and would pile up."""
        while event := self._library.xcb_poll_for_event(pointer):
            self._library.free(event)

    def _lose(self) -> None:
        _log.info("The X server is gone")
        self.close()


def connect(display: str, clock: Callable[[], float] = time.monotonic) -> XConnection | None:
    """Connect to the X server of a DISPLAY; None where it doesn't take us. Raises OSError without libxcb."""
    library = load_xcb()
    opened = _Opening(library, display).wait(CONNECT_SECONDS)
    if opened is None:
        _log.info("The X server takes no connection within %.1f s", CONNECT_SECONDS)
        return None
    pointer, number = opened
    if library.xcb_connection_has_error(pointer):
        library.xcb_disconnect(pointer)
        return None
    screens = library.xcb_setup_roots_iterator(library.xcb_get_setup(pointer))
    for _ in range(min(number, screens.rest - 1)):
        library.xcb_screen_next(ctypes.byref(screens))
    root: int = struct.unpack("=I", ctypes.string_at(screens.data, 4))[0]
    return XConnection(library, pointer, root, clock)


class _Opening:
    """A connection that is being made, in a thread: libxcb waits without end for a server that hangs."""

    def __init__(self, library: ctypes.CDLL, display: str) -> None:
        self._library = library
        self._display = display.encode("utf-8", "surrogateescape")
        self._lock = threading.Lock()
        self._opened: tuple[int, int] | None = None
        self._is_given_up = False

    def wait(self, seconds: float) -> tuple[int, int] | None:
        """The connection and the number of its screen; None where that took too long."""
        thread = threading.Thread(target=self._open, name="x11-connect", daemon=True)
        thread.start()
        thread.join(seconds)
        with self._lock:
            self._is_given_up = True
            return self._opened

    def _open(self) -> None:
        screen = ctypes.c_int()
        pointer = self._library.xcb_connect(self._display, ctypes.byref(screen))
        with self._lock:
            if not self._is_given_up:
                self._opened = pointer, screen.value
                return
        self._library.xcb_disconnect(pointer)


def padded(data: bytes) -> bytes:
    """`data` in whole units of four bytes."""
    return data + bytes(-len(data) % 4)
