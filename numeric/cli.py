"""`python -m numeric`: train on a text, look at the result, see the step-size curve."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from numeric.checkpoint import CheckpointError, resume, save_checkpoint
from numeric.checks import InputError
from numeric.config import Config
from numeric.corpus import CorpusError
from numeric.figures import loss_curve, plane_view, step_figure
from numeric.gradcheck import step_curve
from numeric.loss import naive_softmax, naive_softmax_loss
from numeric.train import Run, TrainingError, begin, train
from numeric.vectors import VectorFileError, WordVectors, load_vectors, save_vectors

_SMALL_TEXT: dict[str, Any] = {"epochs": 40, "dimension": 32, "subsample": 0.0, "batch": 256}
_REFUSALS = (CheckpointError, CorpusError, InputError, TrainingError, VectorFileError, OSError)


@click.group()
def main() -> None:
    """Skip-gram word vectors in NumPy."""


@main.command("train")
@click.argument("corpus", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    default=Path("vectors.bin"),
    show_default=True,
    help="Vector file: .bin for the binary format of word2vec, any other ending for text.",
)
@click.option(
    "--checkpoint", type=click.Path(path_type=Path), help="Write the state there; go on if it exists."
)
@click.option("--every", default=100, show_default=True, help="Blocks of text between two checkpoints.")
@click.option("--figures", type=click.Path(path_type=Path), help="Folder for loss.svg and words.svg.")
@click.option("--dimension", type=int)
@click.option("--window", type=int)
@click.option("--negatives", type=int)
@click.option("--shared", type=int, help="Negatives that a batch shares; 0: each pair its own.")
@click.option("--epochs", type=int)
@click.option("--rate", type=float)
@click.option("--min-count", type=int)
@click.option("--subsample", type=float)
@click.option("--batch", type=int)
@click.option("--seed", type=int)
def train_command(
    corpus: Path | None, to: Path, checkpoint: Path | None, every: int, figures: Path | None, **options: Any
) -> None:
    """Train on CORPUS, UTF-8 text with a sentence on each line; without CORPUS on a small text of our own."""
    given = {name: value for name, value in options.items() if value is not None}
    text = corpus or bundled_text()
    for path in (to, checkpoint):
        if path and not path.parent.is_dir():  # said now, not after hours of training
            raise click.ClickException(f"no folder {path.parent} to write {path.name} in")
    try:
        if checkpoint and checkpoint.exists():
            run = resume(checkpoint, text)
            _require_same(run.config, given, checkpoint)
        else:
            run = begin(text, Config(**(given if corpus else {**_SMALL_TEXT, **given})))
        _train_with_bar(run, text, checkpoint, max(1, every))
        found = WordVectors(run.vocabulary.words, run.V)
        save_vectors(found, to)
        if figures:
            figures.mkdir(parents=True, exist_ok=True)
            loss_curve(run.losses, figures / "loss.svg")
            plane_view(found, figures / "words.svg")
    except _REFUSALS as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(found.words)} vectors of dimension {run.config.dimension} in {to}")


@main.command()
@click.argument("word")
@click.option(
    "--vectors", "path", type=click.Path(path_type=Path), default=Path("vectors.bin"), show_default=True
)
@click.option("--count", default=10, show_default=True)
def nearest(word: str, path: Path, count: int) -> None:
    """The words nearest to WORD by cosine, from a file that `train` wrote."""
    try:
        found = load_vectors(path).nearest(word, count)
    except FileNotFoundError as error:
        raise click.ClickException(f"no file {path}: run `python -m numeric train` first") from error
    except KeyError as error:
        raise click.ClickException(f"the word {word!r} is not in {path}") from error
    except _REFUSALS as error:
        raise click.ClickException(str(error)) from error
    for other, cosine in found:
        click.echo(f"{cosine:7.4f}  {other}")


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
def steps(path: Path) -> None:
    """Write to PATH the figure of derivative error against step, for the naive-softmax gradient."""
    random = np.random.default_rng(0)
    v, U = random.normal(size=5), random.normal(size=(8, 5))
    sizes = 10.0 ** np.arange(-20, 0)
    errors = step_curve(lambda x: naive_softmax_loss(v, 3, x), U, naive_softmax(v, 3, U).U, sizes)
    step_figure(sizes, *errors, path)


def bundled_text() -> Path:
    """The small text that comes with the package."""
    return Path(str(files("numeric") / "village.txt"))


def _require_same(config: Config, given: dict[str, Any], checkpoint: Path) -> None:
    """A run keeps the settings it began with: other ones on the command line are refused, not ignored."""
    for name, value in given.items():
        if getattr(config, name) != value:
            began = f"the run in {checkpoint} began with {name} {getattr(config, name)}"
            raise InputError(f"{began}, not {value}: leave the option out, or choose another checkpoint")


def _train_with_bar(run: Run, corpus: Path, checkpoint: Path | None, every: int) -> None:
    columns = (
        TextColumn("epoch {task.fields[epoch]}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TextColumn("loss {task.fields[loss]:.4f}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=run.words_to_read, epoch=0, loss=float("nan"))
        for blocks, _ in enumerate(train(run, corpus), 1):
            loss = run.losses[-1][1] if run.losses else float("nan")
            progress.update(task, completed=run.seen, epoch=min(run.epoch + 1, run.config.epochs), loss=loss)
            if checkpoint and (run.finished or blocks % every == 0):
                save_checkpoint(run, checkpoint)
