"""What the doctor and the diagnostics page look at: the machine, and the person's own drills."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mobility_coach.adapters.desktop.awake import make_awake
from mobility_coach.adapters.desktop.bus import Bus
from mobility_coach.adapters.desktop.desktop_probes import desktop_probe
from mobility_coach.adapters.desktop.other_probes import others_probe
from mobility_coach.adapters.desktop.remote_probes import RemoteSubject, remote_probe
from mobility_coach.adapters.film.ffmpeg import find_ffmpeg
from mobility_coach.adapters.film.film_probes import film_probe
from mobility_coach.adapters.machine.probes import Subject, machine_probes
from mobility_coach.adapters.machine.screen_probe import MachineScreen
from mobility_coach.adapters.speech.natural_probe import NaturalSubject, natural_probe
from mobility_coach.adapters.speech.pyttsx3_speech import Pyttsx3Speech
from mobility_coach.adapters.speech.speech_kinds import NATURAL
from mobility_coach.adapters.voice.voice_probes import voice_probe
from mobility_coach.bootstrap.desktop import desktop_subject
from mobility_coach.bootstrap.hearing import voice_subject
from mobility_coach.bootstrap.logbook import FILE_NAME
from mobility_coach.bootstrap.others import others_subject
from mobility_coach.domain.wording import tr
from mobility_coach.services.diagnostics import Diagnostics, run_section
from mobility_coach.services.doctor import Condition, Finding, Probe, Section
from mobility_coach.services.drill_files import LoadedLibrary
from mobility_coach.services.screen import screen_problem

if TYPE_CHECKING:
    from mobility_coach.bootstrap.workshop import Workshop


def all_probes(workshop: "Workshop") -> tuple[Probe, ...]:
    """Everything that is looked at; what the probes need of the workshop is fetched now, on its thread."""
    folders = workshop.folders
    subject = Subject(
        folders=(
            ("data", tr("Data"), folders.data),
            ("cache", tr("Cache"), folders.cache),
            ("log", tr("Log"), folders.logs),
        ),
        log_file=folders.logs / FILE_NAME,
        open_speech=Pyttsx3Speech,
        chosen_voice=workshop.book.voice.voice,
        screen_problem=lambda: screen_problem(os.environ, sys.platform, MachineScreen()),
        screen=os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or "",
    )
    natural = NaturalSubject(workshop.book.voice.is_natural, lambda: Pyttsx3Speech(kind=NATURAL))
    loaded = workshop.loaded_library
    return (
        *machine_probes(subject),
        natural_probe(natural),
        voice_probe(voice_subject(workshop.book.settings)),
        desktop_probe(desktop_subject()),
        remote_probe(_remote_subject()),
        others_probe(others_subject()),
        film_probe(find_ffmpeg),
        Probe("drills", tr("Your drills"), lambda: _own_drills(loaded)),
    )


def make_diagnostics(workshop: "Workshop") -> Diagnostics:
    """The looks of the diagnostics page."""

    def this_run() -> Section:
        return run_section(workshop.sink_status(), workshop.speech_problem())

    return Diagnostics(lambda: all_probes(workshop), this_run, _run_aside, str(Path.home()))


def _remote_subject() -> RemoteSubject:
    """Remotes and the screen, by connections for one look."""
    bus, awake = Bus(), make_awake()

    def close() -> None:
        awake.close()
        bus.close()

    return RemoteSubject(
        has_bus=bus.is_reachable if sys.platform.startswith("linux") else None,
        keeps_awake=awake.names,
        close=close,
    )


def _run_aside(work: Callable[[], None]) -> None:
    # It may hang in a driver: the program does not wait for it at its end.
    threading.Thread(target=work, name="diagnostics", daemon=True).start()


def _own_drills(loaded: LoadedLibrary) -> Iterator[Finding]:
    name = tr("Own drills")
    yield Finding("own-drills", name, str(len(loaded.library.own)))
    remedy = tr("Mend the file; 'mobility-coach check FILE' names every mistake in it.")
    for problem in loaded.problems:
        yield Finding("own-drill", name, problem, Condition.NOTE, remedy)
