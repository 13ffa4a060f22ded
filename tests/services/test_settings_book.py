from collections.abc import Mapping

from mobility_coach.domain.preferences import DrillChoices
from mobility_coach.services.settings import Theme
from mobility_coach.services.settings_book import SettingsBook, VoiceChoice


class FakeStore:
    def __init__(self, values: Mapping[str, object] | None = None, problem: str = "") -> None:
        self.values = dict(values or {})
        self.problem = problem
        self.saves = 0

    def load(self) -> Mapping[str, object]:
        return self.values

    def save(self, values: Mapping[str, object]) -> str:
        self.saves += 1
        if not self.problem:
            self.values = dict(values)
        return self.problem


def test_what_was_saved_is_there_at_the_next_start() -> None:
    store = FakeStore()
    assert SettingsBook(store).change("theme", "dark") == ""
    assert SettingsBook(store).settings.theme is Theme.DARK


def test_a_value_that_can_not_be_changes_nothing_and_is_named() -> None:
    store = FakeStore()
    book = SettingsBook(store)
    assert "'speech_rate' can't be 10000" in book.change("speech_rate", 10_000)
    assert "no setting called 'colour'" in book.change("colour", "red")
    assert (store.saves, book.settings.speech_rate) == (0, 165)


def test_several_settings_are_saved_at_once_or_none_of_them() -> None:
    store = FakeStore()
    book = SettingsBook(store)
    assert book.change_all({"theme": "dark", "text_size": 150}) == ""
    assert (store.saves, store.values) == (1, {"theme": "dark", "text_size": 150})
    assert "'text_size' can't be 5" in book.change_all({"theme": "light", "text_size": 5})
    assert (store.saves, book.settings.theme) == (1, Theme.DARK)


def test_what_is_not_saved_counts_until_the_end_and_is_said() -> None:
    store = FakeStore(problem="The disk is full.")
    book = SettingsBook(store)
    assert book.change("volume", 0.5) == "The disk is full."
    assert book.settings.volume == 0.5
    assert list(book.problems) == ["The disk is full."]
    store.problem = ""
    assert book.set_bpm("calf", 50) == ""
    assert list(book.problems) == []
    assert SettingsBook(store).settings.volume == 0.5


def test_the_same_value_again_writes_nothing() -> None:
    store = FakeStore()
    SettingsBook(store).change("hints", True)
    assert store.saves == 0


def test_bad_values_of_the_file_are_told() -> None:
    book = SettingsBook(FakeStore({"theme": "purple", "dose": "full"}))
    assert len(book.problems) == 1
    assert book.settings.dose == "full"


def test_the_voice_is_four_settings_in_one() -> None:
    book = SettingsBook(FakeStore({"voice": "gmw/en", "speech_rate": 120, "language": "en-gb"}))
    assert book.voice == VoiceChoice("gmw/en", 120, "en-gb")
    book.change("speech_engine", "natural")
    assert book.voice == VoiceChoice("gmw/en", 120, "en-gb", is_natural=True)
    assert SettingsBook(FakeStore()).voice == VoiceChoice()


def test_choices_for_a_drill_add_up_and_can_be_forgotten() -> None:
    store = FakeStore()
    book = SettingsBook(store)
    assert book.set_reps("calf", "A", 9) == book.set_reps("calf", "B", 7) == ""
    assert book.set_bpm("calf", 50) == book.set_cue("calf", "knee") == ""
    kept = SettingsBook(store).settings.drills["calf"]
    assert (dict(kept.reps), kept.bpm, kept.cue) == ({"A": 9, "B": 7}, 50, "knee")
    assert book.reset_drill("calf") == ""
    assert SettingsBook(store).settings.drills.get("calf", DrillChoices()) == DrillChoices()


def test_choices_out_of_bounds_are_refused() -> None:
    book = SettingsBook(FakeStore())
    assert "drills.calf.bpm" in book.set_bpm("calf", 5_000)
    assert "calf" not in book.settings.drills
