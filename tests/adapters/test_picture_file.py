"""Picture files, read back."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mobility_coach.adapters.machine.picture_file import PictureFileError, write_picture
from mobility_coach.domain.drill import Side, Tempo
from mobility_coach.domain.motion_format import parse_motion
from mobility_coach.figure.films import Film, Shooting
from mobility_coach.figure.picture import Pixels

HIP = Path(__file__).parents[2] / "resources" / "motions" / "hip-flexor-matrix.json"


def picture(red: int, green: int, blue: int) -> Pixels:
    """A ground with a square of one colour in its middle."""
    pixels = np.full((20, 30, 4), 255, np.uint8)
    pixels[5:15, 5:25, :3] = blue, green, red
    return pixels


@pytest.mark.parametrize("ending", [".png", ".webp", ".gif", ".PNG"])
def test_a_picture_keeps_its_colours(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"still{ending}"
    write_picture(path, [picture(200, 60, 20)])
    with Image.open(path) as image:
        assert image.size == (30, 20)
        middle, corner = image.convert("RGB").getpixel((15, 10)), image.convert("RGB").getpixel((0, 0))
    assert middle == pytest.approx((200, 60, 20), abs=12)
    assert corner == pytest.approx((255, 255, 255), abs=8)


@pytest.mark.parametrize("ending", [".gif", ".webp"])
def test_an_animation_goes_round_at_its_pace(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"rep{ending}"
    write_picture(path, [picture(red, 0, 0) for red in (0, 120, 240)], 40)
    with Image.open(path) as image:
        assert getattr(image, "n_frames", 1) == 3
        assert image.info["loop"] == 0
        reds = []
        for frame in range(3):
            image.seek(frame)
            image.load()
            assert image.info["duration"] == 40
            value = image.convert("RGB").getpixel((15, 10))
            assert isinstance(value, tuple)
            reds.append(value[0])
    assert reds == pytest.approx([0, 120, 240], abs=12)


def test_the_ground_of_a_gif_is_the_same_in_every_frame(tmp_path: Path) -> None:
    ramp = np.full((40, 64, 4), 255, np.uint8)
    ramp[:, :, :3] = np.linspace(30, 200, 64, dtype=np.uint8)[None, :, None]
    frames = [ramp.copy() for _ in range(4)]
    for number, frame in enumerate(frames):
        frame[10:20, 10 + number * 5 : 20 + number * 5, :3] = 10, 20, 250
    path = tmp_path / "rep.gif"
    write_picture(path, frames, 40)
    rows = []
    with Image.open(path) as image:
        for number in range(4):
            image.seek(number)
            rows.append(np.asarray(image.convert("RGB"))[30])
    assert all((row == rows[0]).all() for row in rows)


def test_a_glow_and_an_arrow_keep_their_colours_in_a_gif(tmp_path: Path) -> None:
    motion = parse_motion(HIP.read_bytes(), HIP.name).motion
    assert motion is not None
    movement = motion.movement("B")
    assert movement is not None
    film = Film(motion, movement, Tempo(120, 2, 2), Shooting(Side.LEFT, None, 160, "light"))
    path = tmp_path / "rep.gif"
    write_picture(path, film, 40)
    turn = len(film) // 2
    drawn = film[turn][:, :, 2::-1].astype(int)
    with Image.open(path) as image:
        image.seek(turn)
        kept = np.asarray(image.convert("RGB"), int)
    red, green, blue = drawn.transpose(2, 0, 1)
    glows, arrow = (red > 200) & (green < 120), (red < 60) & (green > 100) & (blue > 110)
    for part in (glows, arrow):
        assert part.sum() > 10
        assert np.abs(kept - drawn)[part].mean() < 16


@pytest.mark.parametrize(("ending", "count"), [(".bmp", 1), ("", 1), (".png", 2)])
def test_a_kind_that_can_not_hold_it_is_refused(tmp_path: Path, ending: str, count: int) -> None:
    with pytest.raises(PictureFileError, match=r"\.gif, \.webp"):
        write_picture(tmp_path / f"a{ending}", [picture(1, 2, 3)] * count, 40)
    assert not list(tmp_path.iterdir())


def test_a_file_that_can_not_be_written_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(PictureFileError, match=r"a\.png"):
        write_picture(tmp_path / "a.png", [picture(1, 2, 3)])
    assert [each.name for each in tmp_path.iterdir()] == ["a.png"]
