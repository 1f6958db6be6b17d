"""Vector files: both formats there and back, damage refused; nearest words; figures; the command line."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from numeric.cli import bundled_text, main
from numeric.figures import loss_curve, plane_view, principal_plane, step_figure
from numeric.vectors import VectorFileError, WordVectors, load_vectors, save_vectors

WORDS = ("the", "é", "a\u00adb", "$x$", "9")
FOUND = WordVectors(WORDS, np.random.default_rng(0).normal(size=(5, 3)).astype("f4"))


@pytest.mark.parametrize("name", ["v.bin", "v.txt"])
@pytest.mark.parametrize("scale", [1.0, 1e-30, 1e30])
def test_a_file_gives_back_the_same_bits(tmp_path, name, scale):
    written = WordVectors(WORDS, FOUND.vectors * np.float32(scale))
    save_vectors(written, tmp_path / name)
    read = load_vectors(tmp_path / name)
    assert read.words == WORDS and read.vectors.tobytes() == written.vectors.tobytes()
    assert list(tmp_path.iterdir()) == [tmp_path / name]


@pytest.mark.parametrize("name", ["v.bin", "v.txt"])
def test_a_file_cut_short_anywhere_is_refused(tmp_path, name):
    path = tmp_path / name
    save_vectors(FOUND, path)
    whole = path.read_bytes()
    # The last line feed of the binary format carries nothing: some programs never write one.
    for length in range(len(whole) - (name == "v.bin")):
        path.write_bytes(whole[:length])
        with pytest.raises(VectorFileError, match=name):
            load_vectors(path)


DAMAGED = {
    "v.txt": {
        b"": "first line",
        b"2 x\n": "first line",
        b"-1 2\n": "first line",
        b"2 2\na 1 2\n": "cut short",
        b"2 1\na 1.000000\n": "1 whole lines",
        b"1 2\na 1\n": "1 numbers, 2 announced",
        b"1 2\na 1 z\n": "line 2",
        b"1 2\na 1 nan\n": "not finite",
        b"2 1\na 1\na 2\n": "twice",
        b"1 1\n\xff 1\n": "line 2",
        b"1 1\n 1\n": "empty or holds",
        b"99999999999999 99999999999999\n": "cut short",
        b"9" * 30 + b" 1\n": "first line",
        b"1 1\na 1\nb 2\n": "2 whole lines of vectors, 1 announced",
    },
    "v.bin": {
        b"1 1\na \0\0\0\0\nxx": "2 bytes after",
        b"1 1\n\xff \0\0\0\0\n": "not UTF-8",
        b"1 1\nabcdefgh": "cut short",
        b"1 1\na \0\0\x80\x7f\n": "not finite",
        b"9999999999 9999999999\nabc": "cut short",
    },
}


@pytest.mark.parametrize(("name", "data"), [(name, data) for name in DAMAGED for data in DAMAGED[name]])
def test_a_damaged_file_is_refused_with_the_place(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(VectorFileError, match=DAMAGED[name][data]):
        load_vectors(tmp_path / name)


def test_a_binary_file_without_line_feeds_is_read(tmp_path):
    (tmp_path / "v.bin").write_bytes(b"2 1\na \0\0\x80?b \0\0\0@")
    assert load_vectors(tmp_path / "v.bin").vectors.tolist() == [[1.0], [2.0]]


def test_words_and_vectors_must_fit():
    for words, vectors, message in (
        (("a",), np.ones((2, 1)), "1 words"),
        (("a", "b c"), np.ones((2, 1)), "white space"),
        (("a", "a"), np.ones((2, 1)), "twice"),
    ):
        with pytest.raises(ValueError, match=message):
            WordVectors(words, vectors)


def test_nearest_is_by_cosine_without_the_word_itself():
    found = WordVectors(("a", "b", "c", "d"), np.array([[1, 0], [9, 1], [-1, 0], [0, 0]], "f4"))
    assert [word for word, _ in found.nearest("a")] == ["b", "d", "c"]
    assert found.nearest("a", 1)[0][1] == pytest.approx(9 / np.sqrt(82), rel=1e-6)
    assert found.nearest("c", 3)[-1][1] < -0.99
    with pytest.raises(KeyError, match="e"):
        found.nearest("e")


def test_the_plane_keeps_distances_of_points_in_a_plane_and_stands_degenerate_ones():
    points = np.random.default_rng(1).normal(size=(6, 2))
    turned = np.linalg.qr(np.random.default_rng(2).normal(size=(5, 5)))[0][:2]
    flat = principal_plane((points @ turned).astype("f4"))
    np.testing.assert_allclose(
        np.linalg.norm(flat[:, None] - flat, axis=2),
        np.linalg.norm(points[:, None] - points, axis=2),
        atol=1e-5,
    )
    assert principal_plane(np.ones((1, 3), "f4")).tolist() == [[0, 0]]
    assert np.round(principal_plane(np.array([[1.0], [3.0], [2.5]], "f4")) * 6).tolist() == [
        [7, 0],
        [-5, 0],
        [-2, 0],
    ]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_figures_are_the_same_bytes_each_time(tmp_path, ending):
    def draw(folder):
        folder.mkdir()
        loss_curve([(10, 4.0), (20, 3.0)], folder / f"loss.{ending}")
        plane_view(FOUND, folder / f"words.{ending}")
        steps = np.array([1e-8, 1e-4])
        step_figure(steps, np.zeros(2), np.array([1e-8, 1e-9]), folder / f"steps.{ending}")
        return [path.read_bytes() for path in sorted(folder.iterdir())]

    assert draw(tmp_path / "one") == draw(tmp_path / "two")


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def test_it_runs_out_of_the_box(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    trained = run("train", "--epochs", 8, "--figures", "figures", "--checkpoint", "state")
    assert trained.exit_code == 0 and "vectors.bin" in trained.output, trained.output
    assert sorted(p.name for p in tmp_path.iterdir()) == ["figures", "state", "vectors.bin"]
    assert sorted(p.name for p in (tmp_path / "figures").iterdir()) == ["loss.svg", "words.svg"]
    near = run("nearest", "flute", "--count", 5)
    assert near.exit_code == 0
    names = {line.split()[1] for line in near.output.splitlines()}
    assert len(names) == 5 and len(names & {"fiddle", "drum", "harp", "cello", "trumpet"}) >= 3
    before = (tmp_path / "vectors.bin").read_bytes()
    assert run("train", "--checkpoint", "state").exit_code == 0
    assert (tmp_path / "vectors.bin").read_bytes() == before
    other = run("train", "--checkpoint", "state", "--rate", 0.1)
    assert other.exit_code == 1 and "began with rate 0.025, not 0.1" in other.output


def test_the_command_line_says_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "train` first" in run("nearest", "word").output
    save_vectors(FOUND, tmp_path / "vectors.bin")
    assert "'word' is not in" in run("nearest", "word").output
    (tmp_path / "vectors.bin").write_bytes(b"nonsense")
    assert "first line" in run("nearest", "word").output
    (tmp_path / "text").write_bytes(b"\xff")
    assert "not UTF-8" in run("train", "text").output
    (tmp_path / "state").write_bytes(b"nonsense")
    failed = run("train", "--checkpoint", "state")
    assert failed.exit_code == 1 and "does not begin like a checkpoint" in failed.output
    assert "no folder nowhere" in run("train", "--to", "nowhere/v.bin").output
    assert "rate: -1.0" in run("train", "--rate", -1).output


def test_the_step_figure_can_be_drawn(tmp_path):
    assert run("steps", tmp_path / "steps.svg").exit_code == 0
    assert (tmp_path / "steps.svg").stat().st_size > 1000


def test_the_bundled_text_is_there():
    assert len(bundled_text().read_text(encoding="utf-8").split()) > 20_000
