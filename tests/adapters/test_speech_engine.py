"""The engine's process: with made workers that misbehave, and with the real one where espeak-ng is there."""

import contextlib
import ctypes
import io
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import wave
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from mobility_coach.adapters.speech import pyttsx3_speech, speech_worker
from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech, spoken_text, worker_command
from mobility_coach.adapters.speech.speech_process import SpeechProcess, WorkerGone
from mobility_coach.services.ports import SpeechFailed, SpeechRequest
from mobility_coach.services.sound.clips import clip_from_wav

PATIENCE = 20.0
WORDS = SpeechRequest("Stand tall.", "", 165)


def wav() -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\1" * 80)
    return target.getvalue()


WORKER = """
import json, os, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
starts = folder.parent / "starts"
starts.write_text(starts.read_text() + "x" if starts.exists() else "x")
run = len(starts.read_text())
def say(**message):
    print(json.dumps(message), flush=True)
def speak(request, **more):
    (folder / request["file"]).write_bytes(bytes.fromhex(WAV))
    say(id=request["id"], ok=True, **more)
"""
READY = 'say(ready=True, driver="made")\nfor line in sys.stdin:\n    request = json.loads(line)\n'

Make = Callable[..., Pyttsx3Speech]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Engines with a made worker, whose folders lie under `tmp_path` and are gone at the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made: list[Pyttsx3Speech] = []

    def engine(body: str, *, start_seconds: float = PATIENCE) -> Pyttsx3Speech:
        script = tmp_path / "worker.py"
        data = wav().hex()
        script.write_text(WORKER.replace("WAV", repr(data)) + textwrap.dedent(body))
        made.append(Pyttsx3Speech((sys.executable, "-S", str(script)), start_seconds=start_seconds))
        return made[-1]

    yield engine
    for one in made:
        one.close()
    assert not list(tmp_path.glob("mobility-coach-speech-*"))


def starts(tmp_path: Path) -> int:
    return len((tmp_path / "starts").read_text())


def is_running(pid: int) -> bool:
    """Whether there is such a process; a zombie is one too."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_words_become_a_sound_file(make: Make, tmp_path: Path) -> None:
    engine = make(READY + "    speak(request)")
    assert engine.render(WORDS) == wav()
    assert engine.render(WORDS) == wav()
    assert starts(tmp_path) == 1
    pid = engine.worker_pid
    assert pid is not None
    engine.close()
    assert not is_running(pid)


def test_the_request_is_bounded_and_plain(make: Make) -> None:
    engine = make(
        READY + '    text = json.dumps([request["text"], request["voice"], request["rate"]])\n'
        "    (folder / request['file']).write_text(text)\n"
        '    say(id=request["id"], ok=True)\n'
    )
    assert engine.render(SpeechRequest("a <b>\0", "v", 9999)) == b'["a b", "v", 450]'


def test_garbage_on_stdout_is_passed_over(make: Make) -> None:
    engine = make(
        'print("ALSA lib: no card")\nprint("[" * 100000)\nsay(odd=1)\nprint([1])\n'
        + READY
        + '    print("Audio saved to …".encode(), "\\x00")\n    say(id=-1, ok=True)\n    speak(request)'
    )
    assert engine.render(WORDS) == wav()


def test_a_flood_of_answers_does_not_hide_the_end(tmp_path: Path) -> None:
    process = SpeechProcess((sys.executable, "-c", "for _ in range(2000): print('{\"id\": 1}')"))
    process._reader.join(PATIENCE)
    answers = 0
    with contextlib.suppress(WorkerGone):
        while process.receive(0.0):
            answers += 1
    assert 0 < answers < 2000
    with pytest.raises(WorkerGone):
        process.receive(0.0)
    process.stop()
    with pytest.raises(WorkerGone):
        process.send({})


def test_a_worker_that_dies_in_mid_phrase_is_replaced(make: Make, tmp_path: Path) -> None:
    engine = make(READY + "    if run == 1: os._exit(9)\n    speak(request)")
    assert engine.render(WORDS) == wav()
    assert starts(tmp_path) == 2


def test_a_worker_that_hangs_is_killed_and_replaced(make: Make, tmp_path: Path) -> None:
    engine = make(READY + "    if run == 1: time.sleep(1000)\n    speak(request)")
    assert engine.render(WORDS, 1.0) == wav()
    assert starts(tmp_path) == 2


def test_a_phrase_that_always_hangs_fails_in_time(make: Make, tmp_path: Path) -> None:
    engine = make(READY + "    time.sleep(1000)")
    with pytest.raises(SpeechFailed, match="could not say this"):
        engine.render(WORDS, 0.05)
    assert starts(tmp_path) == 2
    assert engine.worker_pid is None


def test_a_phrase_that_always_kills_costs_itself_alone(make: Make) -> None:
    engine = make(READY + '    if "deadly" in request["text"]: os._exit(1)\n    speak(request)')
    with pytest.raises(SpeechFailed):
        engine.render(SpeechRequest("deadly", "", 165))
    assert engine.render(WORDS) == wav()


def test_a_refused_phrase_is_tried_again_by_a_new_worker(make: Make, tmp_path: Path) -> None:
    engine = make(
        READY + '    if run == 1: say(id=request["id"], ok=False, reason="silent")\n    else: speak(request)'
    )
    assert engine.render(WORDS) == wav()
    assert starts(tmp_path) == 2


def test_a_voice_that_can_not_be_used_is_said(make: Make, tmp_path: Path) -> None:
    engine = make(READY + '    say(id=request["id"], ok=False, reason="voice", detail="x")')
    with pytest.raises(SpeechFailed, match="Choose another one in the settings"):
        engine.render(WORDS)
    assert starts(tmp_path) == 1


def test_a_sound_file_that_is_missing_or_too_large_is_a_failure(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SpeechFailed):
        make(READY + '    say(id=request["id"], ok=True)').render(WORDS)
    monkeypatch.setattr(pyttsx3_speech, "LARGEST_FILE", 10)
    with pytest.raises(SpeechFailed):
        make(READY + "    speak(request)").render(WORDS)


@pytest.mark.parametrize(("head", "works"), [("FORM0000AIFF", False), ("RIFF0000WAVE", True)])
def test_aiff_is_turned_into_wav(make: Make, head: str, works: bool) -> None:
    engine = make(
        READY + f"    (folder / request['file']).write_text('{head}')\n    say(id=request['id'], ok=True)\n"
    )
    if works:
        assert engine.render(WORDS) == head.encode()
    else:
        with pytest.raises(SpeechFailed):
            engine.render(WORDS)


@pytest.mark.parametrize(
    "body",
    ["os._exit(3)", 'say(ready=False, reason="broken", detail="odd")', "time.sleep(1000)"],
    ids=["dies", "broken", "hangs"],
)
def test_three_starts_that_fail_are_enough(make: Make, tmp_path: Path, body: str) -> None:
    engine = make(body, start_seconds=0.3)
    for _ in range(5):
        with pytest.raises(SpeechFailed, match="does not start"):
            engine.render(WORDS)
    assert starts(tmp_path) <= 3  # a start may be killed before it counts itself
    with pytest.raises(SpeechFailed):
        engine.voices()
    assert starts(tmp_path) <= 6


def test_an_engine_that_was_given_up_comes_back_when_asked(make: Make, tmp_path: Path) -> None:
    engine = make(
        "if run <= 3: os._exit(1)\n"
        + READY
        + '    if request.get("voices"): say(id=request["id"], ok=True, voices=[])\n    else: speak(request)'
    )
    with pytest.raises(SpeechFailed):
        engine.render(WORDS)
    assert engine.voices() == ()
    assert engine.render(WORDS) == wav()


@pytest.mark.parametrize(
    ("tool", "line"),
    [
        ("apt-get", "install -y --no-install-recommends libespeak-ng1"),
        ("dnf", "dnf install -y --setopt=install_weak_deps=False espeak-ng"),
        ("", "dev.py add espeakng-loader"),
    ],
)
def test_no_engine_names_the_line_that_mends_it(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, line: str
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == tool else None)
    engine = make('say(ready=False, reason="no-engine", detail="ImportError")')
    for _ in range(3):
        with pytest.raises(SpeechFailed, match="No speech engine was found") as failure:
            engine.render(WORDS)
        assert line in str(failure.value)
        assert "captions go on without a voice" in str(failure.value)
    assert starts(tmp_path) == 1


def test_a_worker_that_can_not_be_run_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = Pyttsx3Speech((str(tmp_path / "nothing"),))
    with pytest.raises(SpeechFailed, match="does not start"):
        engine.render(WORDS)
    assert list(tmp_path.iterdir()) == []


def test_voices_are_checked(make: Make) -> None:
    voices = [
        ["gmw/en-us", "English", ["en_US", 5]],
        ["x", "", []],
        ["", "none", []],
        ["y", 5, []],
        "odd",
        None,
    ]
    engine = make(READY + f'    say(id=request["id"], ok=True, voices={voices})')
    assert [(voice.id, voice.name, voice.languages) for voice in engine.voices()] == [
        ("gmw/en-us", "English", ("en-us",)),
        ("x", "x", ()),
    ]


def test_close_is_quick_also_in_mid_phrase(make: Make, tmp_path: Path) -> None:
    engine = make(READY + '    (folder.parent / "busy").touch()\n    while True: time.sleep(1000)')
    failures: list[str] = []

    def render() -> None:
        try:
            engine.render(WORDS, 600.0)
        except SpeechFailed as failure:
            failures.append(str(failure))

    thread = threading.Thread(target=render)
    thread.start()
    end = time.monotonic() + PATIENCE
    while not (tmp_path / "busy").exists() and time.monotonic() < end:
        thread.join(0.01)
    pid = engine.worker_pid
    assert pid is not None
    before = time.monotonic()
    engine.close()
    assert time.monotonic() - before < 0.5
    thread.join(PATIENCE)
    assert failures == ["Speech was stopped."]
    assert not is_running(pid)
    assert starts(tmp_path) == 1


def test_a_closed_engine_starts_again_when_it_is_needed(make: Make, tmp_path: Path) -> None:
    engine = make(READY + "    speak(request)")
    engine.close()
    assert engine.render(WORDS) == wav()
    engine.close()
    engine.close()
    assert engine.render(WORDS) == wav()
    assert starts(tmp_path) == 2


def test_the_name_holds_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Pyttsx3Speech()
    assert engine.name == engine.name
    assert engine.name.startswith("pyttsx3 ")

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert Pyttsx3Speech().name == "pyttsx3"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Stand tall.", "Stand tall."),
        ("a <b>bold</b> word", "a b bold /b word"),
        ("[[h@'loU]] there", "h@'loU there"),
        ("one\x00two\x1b[31m\nthree", "one two 31m three"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("right\u202eleft\u200b", "right left"),
        ("90°, l'été, naïve", "90°, l'été, naïve"),
    ],
)
def test_engines_get_plain_words(text: str, spoken: str) -> None:
    assert spoken_text(text) == spoken


@pytest.mark.parametrize("text", ["", " … ", "\0\0", "<<>>", "x" * 401])
def test_what_can_not_be_spoken_is_said(make: Make, tmp_path: Path, text: str) -> None:
    engine = make(READY + "    speak(request)")
    with pytest.raises(SpeechFailed):
        engine.render(SpeechRequest(text, "", 165))
    assert not (tmp_path / "starts").exists()


# --- the real worker ---


def espeak_is_there() -> bool:
    for name in speech_worker.SYSTEM_LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


needs_espeak = pytest.mark.skipif(
    sys.platform != "linux" or not espeak_is_there(),
    reason="needs espeak-ng's library on Linux (libespeak-ng.so.1); install espeak-ng",
)


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pyttsx3Speech]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    engine = Pyttsx3Speech()
    yield engine
    engine.close()
    assert not list(tmp_path.glob("mobility-coach-speech-*"))


@needs_espeak
def test_espeak_speaks_with_every_setting(real: Pyttsx3Speech) -> None:
    text = "Put your hands on the wall, and step back."
    lengths = {
        (voice, rate): clip_from_wav(real.render(SpeechRequest(text, voice, rate))).length
        for voice in ("gmw/en-us", "gmw/en-us+f3", "")
        for rate in (110, 165, 220)
    }
    for voice in ("gmw/en-us", "gmw/en-us+f3", ""):
        slow, usual, quick = (lengths[voice, rate] for rate in (110, 165, 220))
        assert slow == pytest.approx(usual * 165 / 110, rel=0.05)
        assert quick == pytest.approx(usual * 165 / 220, rel=0.05)
    again = clip_from_wav(real.render(SpeechRequest(text, "gmw/en-us", 165))).length
    assert again == pytest.approx(lengths["gmw/en-us", 165], rel=0.01)


@needs_espeak
def test_espeak_lists_its_voices(real: Pyttsx3Speech) -> None:
    assert "en-us" in {language for voice in real.voices() for language in voice.languages}


@needs_espeak
def test_espeak_takes_no_unknown_voice_and_goes_on(real: Pyttsx3Speech) -> None:
    with pytest.raises(SpeechFailed, match="voice"):
        real.render(SpeechRequest("one", "no such voice", 165))
    assert real.render(SpeechRequest("one", "", 165))


@needs_espeak
def test_espeak_is_replaced_when_it_is_killed_or_stands_still(real: Pyttsx3Speech) -> None:
    for how in (signal.SIGKILL, signal.SIGSTOP):
        real.render(WORDS)
        pid = real.worker_pid
        assert pid is not None
        os.kill(pid, how)
        assert clip_from_wav(real.render(WORDS, 1.0)).length
        assert real.worker_pid != pid
        assert not is_running(pid)


@needs_espeak
def test_no_worker_and_no_folder_outlive_a_killed_parent(tmp_path: Path) -> None:
    code = (
        "import os, signal, tempfile, sys\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech\n"
        "engine = Pyttsx3Speech()\n"
        "engine.voices()\n"
        "print(engine.worker_pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", code]
    parent = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    pid = int(parent.stdout)
    end = time.monotonic() + PATIENCE
    while (list(tmp_path.iterdir()) or _has_command(pid)) and time.monotonic() < end:
        threading.Event().wait(0.01)
    assert not list(tmp_path.iterdir())
    assert not _has_command(pid)


def _has_command(pid: int) -> bool:
    """Whether the process still runs; a zombie, which its new parent has to collect, has no command."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def wrapped(tmp_path: Path, change: str) -> Pyttsx3Speech:
    """The real worker with something of the machine changed."""
    script = tmp_path / "wrapped.py"
    path = worker_command()[-1]
    script.write_text(
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('speech_worker', {path!r})\n"
        "worker = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(worker)\n"
        f"{change}\n"
        "worker.main()\n"
    )
    return Pyttsx3Speech((sys.executable, "-P", str(script)))


@pytest.mark.parametrize(
    "change",
    [
        "sys.modules['pyttsx3'] = None",
        "worker.has_system_library = lambda: False; sys.modules['espeakng_loader'] = None",
    ],
    ids=["no pyttsx3", "no library"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the library is loaded on Linux only")
def test_a_machine_without_an_engine_is_told_what_to_install(tmp_path: Path, change: str) -> None:
    engine = wrapped(tmp_path, change)
    with pytest.raises(SpeechFailed, match="No speech engine was found"):
        engine.render(WORDS)
    engine.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the library is loaded on Linux only")
def test_the_loaders_library_speaks_where_the_system_has_none(tmp_path: Path) -> None:
    pytest.importorskip("espeakng_loader", reason="needs the extra “speech”")
    engine = wrapped(
        tmp_path,
        "worker.has_system_library = lambda: False\n"
        "import atexit, os\n"
        "real = worker.Speech\n"
        "def speech():\n"
        "    made = real()\n"
        "    maps = open('/proc/self/maps').read()\n"
        "    assert 'espeakng_loader' in maps and '/lib/x86_64-linux-gnu/libespeak-ng' not in maps\n"
        "    return made\n"
        "worker.Speech = speech",
    )
    assert clip_from_wav(engine.render(WORDS)).length > 20_000
    engine.close()


# --- the worker's own parts, in this process ---


class FakePyttsx3:
    """An engine that loses, delays or refuses."""

    def __init__(self) -> None:
        self.lost = 0
        self.cancelled = 0
        self.values: dict[str, object] = {"voice": "own", "rate": 200}
        self.stuck: set[str] = set()
        self.finished: Callable[..., None] | None = None
        self.pending: tuple[str, str] | None = None
        self.asked = 0

    def connect(self, topic: str, callback: Callable[..., None]) -> None:
        self.finished = callback

    def getProperty(self, name: str) -> object:  # noqa: N802
        if name == "voices":
            voice = type("Voice", (), {"id": "a", "name": "A", "languages": [b"en", "de"]})
            return [voice, type("Voice", (), {"id": "b", "name": "B", "languages": None})]
        return self.values[name]

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802
        if name not in self.stuck:
            self.values[name] = value

    def save_to_file(self, text: str, path: str) -> None:
        self.pending = (text, path)

    def runAndWait(self) -> None:  # noqa: N802
        if self.pending is None:
            return
        self.asked += 1
        assert self.finished is not None
        if self.cancelled:
            self.cancelled -= 1
            self.finished(name=None, completed=False)
        elif self.lost:
            self.lost -= 1
        else:
            Path(self.pending[1]).write_bytes(wav())
            self.finished(name=None, completed=True)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakePyttsx3:
    engine = FakePyttsx3()
    monkeypatch.setitem(sys.modules, "pyttsx3", type("Module", (), {"init": lambda _driver: engine}))
    monkeypatch.setattr(speech_worker, "LOST_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(speech_worker, "SETTLE_SECONDS", 0.0)
    return engine


def test_a_lost_phrase_is_asked_for_again(fake: FakePyttsx3, tmp_path: Path) -> None:
    fake.lost = fake.cancelled = 1
    speech_worker.Speech().speak_into(tmp_path / "a.wav", "one")
    assert (tmp_path / "a.wav").read_bytes() == wav()
    assert fake.asked == 3


def test_a_phrase_that_never_comes_is_told(fake: FakePyttsx3, tmp_path: Path) -> None:
    fake.lost = 9
    with pytest.raises(speech_worker.PhraseFailed) as failure:
        speech_worker.Speech().speak_into(tmp_path / "a.wav", "one")
    assert failure.value.reason == "silent"


def test_settings_are_applied_once_and_the_own_voice_comes_back(fake: FakePyttsx3) -> None:
    speech = speech_worker.Speech()
    speech.use("Other", 165)
    assert (fake.values["voice"], fake.values["rate"]) == ("Other", 165)
    fake.values["rate"] = 7
    speech.use("Other", 165)
    assert fake.values["rate"] == 7
    speech.use("", 165)
    assert fake.values["voice"] == "own"


def test_a_setting_that_does_not_read_back_is_told(
    fake: FakePyttsx3, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    fake.stuck = {"voice"}
    with pytest.raises(speech_worker.PhraseFailed, match="was not applied"):
        speech_worker.Speech().use("missing", 165)


def test_voices_are_told_as_plain_lists(fake: FakePyttsx3) -> None:
    assert speech_worker.Speech().voices() == [("a", "A", ["en", "de"]), ("b", "B", [])]


@pytest.mark.parametrize(
    ("data", "is_finished"),
    [
        (wav(), True),
        (wav()[:-1], False),
        (b"", False),
        (b"ID3" + bytes(100), False),
        (b"RIFF" + bytes(4), False),
        (b"FORM" + (92).to_bytes(4, "big") + bytes(92), True),
        (b"FORM" + (93).to_bytes(4, "big") + bytes(92), False),
    ],
)
def test_a_file_is_finished_when_it_holds_what_its_head_says(
    tmp_path: Path, data: bytes, is_finished: bool
) -> None:
    (tmp_path / "a.wav").write_bytes(data)
    assert (speech_worker._finished_size(tmp_path / "a.wav") > 0) is is_finished
