"""Words per CPU second of our stages and of spaCy's baselines, over the same texts, interleaved, on one thread."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import spacy

from pipeline.clean import clean
from pipeline.contextualise import contextualise, load_parser
from pipeline.extract import extract_mentions
from pipeline.ingest import read_text
from pipeline.model import CleanDocument, Extraction
from pipeline.settings import Settings
from tests.bench.corpus import Corpus, word_count

SETTINGS = Settings()
PARSER_BATCH = 256
BLANK, PARSER, NUMBERS, FULL = "spacy blank tokenizer", "spacy tagger and parser", "numbers only", "full context"
RATIOS = {"numbers_only_to_blank_tokenizer": (NUMBERS, BLANK), "full_to_parser": (FULL, PARSER)}


@dataclass(frozen=True, slots=True)
class Speed:
    """Words per CPU second of one stage over one corpus: the best and the median of the rounds."""

    corpus: str
    stage: str
    best: float
    median: float


class Stages:
    """What is measured. Models are loaded once; `over` prepares the inputs of one list of texts outside the clock."""

    def __init__(self) -> None:
        self._blank = spacy.blank("en")
        self._blank.add_pipe("sentencizer")
        self._parser = spacy.load(_model_name(), exclude=["ner", "lemmatizer", "attribute_ruler"])
        self._blank.max_length = self._parser.max_length = 10**9
        self._ours = load_parser()

    def over(self, texts: Sequence[str]) -> dict[str, Callable[[], None]]:
        """The stages, by name, each ready to read all the texts."""
        cleaned = (clean(read_text(text)) for text in texts)
        sentences = [each.reading[s.start : s.end] for each in cleaned for s in each.sentences]
        return {
            BLANK: lambda: _exhaust(self._blank.pipe(texts)),
            PARSER: lambda: _exhaust(self._parser.pipe(sentences, batch_size=PARSER_BATCH)),
            **self.ours(texts),
        }

    def ours(self, texts: Sequence[str]) -> dict[str, Callable[[], None]]:
        """Our own stages alone: from the text to every number, and to every field of every claim."""
        return {
            NUMBERS: lambda: _exhaust(_extracted(texts)),
            FULL: lambda: _exhaust(contextualise(list(_extracted(texts)), parser=self._ours, settings=SETTINGS)),
        }


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


def _extracted(texts: Sequence[str]) -> Iterator[tuple[CleanDocument, Extraction]]:
    for text in texts:
        cleaned = clean(read_text(text))
        yield cleaned, extract_mentions(cleaned, settings=SETTINGS)


def _model_name() -> str:
    parser = load_parser()
    if parser is None:
        raise SystemExit("The benchmark needs the English model. Install it with `make setup`.")
    return parser.name


def measured(corpora: Sequence[Corpus], *, rounds: int) -> list[Speed]:
    """Every stage over every corpus, in turn, `rounds` times after one round that warms caches and is not counted."""
    stages, out = Stages(), []
    for corpus in corpora:
        reads = stages.over(corpus.texts)
        rates: dict[str, list[float]] = {name: [] for name in reads}
        for count in range(rounds + 1):
            for name, read in reads.items():
                if count > 0 or name != PARSER:
                    seconds = _cpu_seconds(read)
                    rates[name] += [corpus.words / seconds] if count > 0 else []
        out += [Speed(corpus.name, name, max(found), median(found)) for name, found in rates.items()]
    return out


def cost_curve(texts: Iterable[str], *, steps: Sequence[int], words: int) -> list[tuple[int, float, float]]:
    """(words, CPU seconds of numbers only, of full context) for multiples of `words` words from endless texts."""
    stages, out = Stages(), []
    reads = stages.ours(list(_of_words(texts, words // 10)))
    for read in reads.values():
        # What is loaded and cached once is no cost of the words.
        read()
    for step in steps:
        taken = list(_of_words(texts, step * words))
        reads = stages.ours(taken)
        out.append((word_count(taken), _cpu_seconds(reads[NUMBERS]), _cpu_seconds(reads[FULL])))
    return out


def _of_words(texts: Iterable[str], words: int) -> Iterator[str]:
    count = 0
    for text in texts:
        yield text
        count += len(text.split())
        if count >= words:
            return


def ratios(speeds: Sequence[Speed]) -> dict[str, dict[str, float]]:
    """Ours to the peer's, best to best, by ratio and corpus."""
    best = {(speed.corpus, speed.stage): speed.best for speed in speeds}
    names = sorted({speed.corpus for speed in speeds})
    return {
        ratio: {name: round(best[name, ours] / best[name, peer], 3) for name in names}
        for ratio, (ours, peer) in RATIOS.items()
    }


def ratio_over_all(speeds: Sequence[Speed], ratio: str) -> float:
    """Ours to the peer's over as many words of each corpus, best to best."""
    ours, peer = (sum(1 / speed.best for speed in speeds if speed.stage == stage) for stage in RATIOS[ratio])
    return round(peer / ours, 3)


def _cpu_seconds(read: Callable[[], None]) -> float:
    gc.collect()
    start = time.process_time()
    read()
    return time.process_time() - start
