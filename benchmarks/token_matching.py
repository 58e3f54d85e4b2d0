"""How tokens of questions and sentences are compared is learnt here, and measured on dossiers left out.

    python -m benchmarks.token_matching --data-dir DIR --kept FILE [--folds 5] [--write]

Of each question (:mod:`benchmarks.question_candidates`) the sentences that answer are to meet it better than the others
of its ranking. Both encoders stay as they are; learnt are the two matrices of
:mod:`vectorstore.token_matching`, what weighs a token, and beside them a weight of each feature of the ranking, so that
the matrices learn what the ranking does not know. Dossiers are left out in groups; from the matches that a matrix gives
to questions of dossiers that it has not seen, the weights of the second ranking are learnt. The encoder of questions
has seen the written ones, here as before the comparison. ``--write`` replaces the matrices and weights of the package.
Needs torch; a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from answering.questions import token_matches
from answering.questions.statement_chances import FEATURES
from answering.questions.token_matches import COMPARED, MATCHES
from answering.scoring.evidence_table import Scores
from benchmarks.question_candidates import WRITTEN, CandidateQuestion, read_candidates
from benchmarks.question_ranking import fit, held_out_odds, table, write_weights
from settings import Settings
from vectorstore import token_matching
from vectorstore.e5_onnx import PASSAGE_PREFIX, QUERY_PREFIX, OnnxTokens, ensure_e5_onnx
from vectorstore.token_matching import MOST_TOKENS, OF_QUESTIONS, OF_TEXTS, WEIGHING

SIZE, EPOCHS, BATCH, RATE, RATE_OF_WEIGHTS, DROPPED = 256, 2, 16, 3e-4, 1e-2, 0.2
#: Sentences of a question that are compared while learning: more than in use, so that there are more to tell apart.
_LEARNT_FROM = 40
#: Texts whose token vectors give the matrices that learning begins with.
_SAMPLED = 400

#: Token vectors by text; shape (tokens, dimension) each.
Tokens = Mapping[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The token vectors of all questions and of all sentences that are compared."""

    questions: Tokens
    texts: Tokens


def main() -> None:
    """Learn fold by fold, print a table, write what was learnt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--kept", type=Path, required=True, help="where the features of the ranking are kept")
    parser.add_argument("--folds", type=int, default=5, help="groups of dossiers left out in turn")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    questions = read_candidates(asked.data_dir, asked.kept)
    reading = read_tokens(questions, asked.data_dir)
    compared = with_matches(questions, reading, asked.folds)
    rankings = {
        "first ranking": held_out_odds(questions, FEATURES),
        "compared": held_out_odds(compared, (*FEATURES, *MATCHES)),
    }
    print(table(questions, rankings))
    if asked.write:
        learnt = learn([one for one in questions if one.series == WRITTEN], reading)
        path = Path(token_matching.__file__).parent / token_matching.WEIGHTS
        half: dict[str, Any] = {name: value.astype(np.float16) for name, value in learnt.items()}
        np.savez_compressed(path, allow_pickle=False, **half)
        target = Path(token_matches.__file__).parent / token_matches.WEIGHTS
        write_weights(fit([_first(one) for one in compared], (*FEATURES, *MATCHES)), target, "token_matching")


def read_tokens(questions: Sequence[CandidateQuestion], data_dir: Path) -> Reading:
    """Read the token vectors of questions and sentences, as the tool does."""
    folder = ensure_e5_onnx(Settings(data_dir=data_dir, llm="none").models_dir, print)
    texts = OnnxTokens(folder)
    asked = {one.text for one in questions}
    compared = {text for one in questions for text in one.texts[:_LEARNT_FROM]}
    return Reading(
        {
            text: vectors[offsets[:, 1] > len(QUERY_PREFIX)].astype(np.float16)
            for text, offsets, vectors in _read(texts.for_questions(), QUERY_PREFIX, asked)
        },
        {text: vectors[:MOST_TOKENS].astype(np.float16) for text, _, vectors in _read(texts, PASSAGE_PREFIX, compared)},
    )


def _read(
    reader: OnnxTokens, prefix: str, texts: Iterable[str]
) -> Iterable[tuple[str, NDArray[np.int64], NDArray[np.float32]]]:
    ordered = sorted(texts, key=len)  # little padding in a batch
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        for text, (offsets, vectors) in zip(batch, reader.read([prefix + text for text in batch]), strict=True):
            yield text, offsets, vectors


def with_matches(questions: Sequence[CandidateQuestion], reading: Reading, folds: int) -> list[CandidateQuestion]:
    """The questions with the matches of their first sentences, by matrices that have not seen their dossier.

    A sentence farther down has the least match of its question, as in use.
    """
    written = sorted({one.document for one in questions if one.series == WRITTEN})
    found: list[CandidateQuestion] = list(questions)
    for fold in range(folds + 1):
        # The last time: documents without written questions, by matrices learnt from all.
        left_out = set(written[fold::folds]) if fold < folds else {one.document for one in questions} - set(written)
        own = [number for number, one in enumerate(questions) if one.document in left_out]
        if own:
            learnt = learn(
                [one for one in questions if one.series == WRITTEN and one.document not in left_out], reading
            )
            for number in own:
                met = matches(questions[number], learnt, reading)
                values = np.hstack((questions[number].values, np.tile(met.min(axis=0), (len(found[number].texts), 1))))
                values[: len(met), len(FEATURES) :] = met
                found[number] = replace(questions[number], values=values)
            print(f"{', '.join(sorted(left_out))}: {len(own)} questions", flush=True)
    return found


def matches(question: CandidateQuestion, learnt: Mapping[str, NDArray[np.float32]], reading: Reading) -> Scores:
    """The matches of the sentences that are compared in use; shape (sentences, 2)."""
    import torch

    with torch.no_grad():
        met = _met(question, {name: torch.tensor(value) for name, value in learnt.items()}, reading, COMPARED)
        found: Scores = torch.stack(met, dim=1).numpy().astype(np.float64)
    return found


def learn(questions: Sequence[CandidateQuestion], reading: Reading) -> dict[str, NDArray[np.float32]]:
    """The matrices learnt from questions whose answer is among the sentences that are compared."""
    import torch
    from torch import nn

    random.seed(0)
    torch.manual_seed(0)
    known = [one for one in questions if one.answers[:_LEARNT_FROM].any()]
    every = torch.tensor(np.vstack([one.values[:_LEARNT_FROM] for one in known]), dtype=torch.float32)
    mean, scale = every.mean(0), every.std(0).clamp_min(1e-6)
    begin = _principal(reading.texts)
    made = {
        OF_QUESTIONS: nn.Parameter(begin.clone()),
        OF_TEXTS: nn.Parameter(begin.clone()),
        WEIGHING: nn.Parameter(torch.zeros(len(begin))),
    }
    weights = nn.Parameter(torch.cat((torch.zeros(every.shape[1] + 1), torch.ones(1))))
    groups = [{"params": [made[OF_QUESTIONS], made[OF_TEXTS]]}, {"params": [made[WEIGHING], weights]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * (len(known) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [RATE, RATE_OF_WEIGHTS], total_steps=steps, pct_start=0.1)
    for _ in range(EPOCHS):
        order = random.sample(known, len(known))
        for start in range(0, len(order), BATCH):
            loss = torch.zeros(())
            for one in order[start : start + BATCH]:
                by_weight, alike = _met(one, made, reading, _LEARNT_FROM, dropped=DROPPED)
                features = (torch.tensor(one.values[: len(alike)], dtype=torch.float32) - mean) / scale
                # Times ten: matches of one question lie within a tenth of each other.
                scores = torch.column_stack((features, 10 * alike, 10 * by_weight)) @ weights
                right = torch.tensor(one.answers[: len(alike)])
                loss = loss + torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)
            optimiser.zero_grad()
            (loss / BATCH).backward()
            torch.nn.utils.clip_grad_norm_([*made.values(), weights], 1.0)
            optimiser.step()
            schedule.step()
    return {name: value.detach().numpy() for name, value in made.items()}


def _principal(texts: Tokens) -> Any:
    """The directions in which token vectors differ most: what both matrices begin with; shape (dimension, size)."""
    import torch

    sample = random.sample(sorted(texts), min(_SAMPLED, len(texts)))
    vectors = torch.tensor(np.concatenate([texts[text] for text in sample])).float()
    return torch.linalg.svd(vectors - vectors.mean(0), full_matrices=False)[2][:SIZE].T.contiguous()


def _met(
    question: CandidateQuestion, made: Mapping[str, Any], reading: Reading, most: int, *, dropped: float = 0.0
) -> tuple[Any, Any]:
    """How the first sentences meet the question, by weight and with all tokens alike; see LateInteraction."""
    import torch
    from torch.nn import functional

    own = functional.dropout(torch.tensor(reading.questions[question.text]).float(), dropped, training=dropped > 0)
    shares = torch.softmax(own @ made[WEIGHING], 0)
    texts = [reading.texts[text] for text in question.texts[:most]]
    vectors = torch.tensor(np.concatenate(texts)).float()
    cosines = functional.normalize(own @ made[OF_QUESTIONS], dim=1) @ functional.normalize(vectors @ made[OF_TEXTS]).T
    of_text = torch.tensor(np.repeat(np.arange(len(texts)), [len(one) for one in texts]))
    best = torch.full((len(own), len(texts)), -1.0).scatter_reduce(1, of_text.expand(len(own), -1), cosines, "amax")
    return shares @ best, best.mean(0)


def _first(question: CandidateQuestion) -> CandidateQuestion:
    """The question with the sentences alone that are compared: what comes behind is not ranked again."""
    return replace(
        question,
        values=question.values[:COMPARED],
        answers=question.answers[:COMPARED],
        texts=question.texts[:COMPARED],
    )


if __name__ == "__main__":
    main()
