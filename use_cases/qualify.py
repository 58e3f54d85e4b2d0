"""A model put to the test on the bundled dossiers: a card that says what it is good for on this machine.

The sample shows what it adds to single sentences; packets are those of a second, harder dossier, on which the tool
without a model is often wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answering.draft import without_model
from answering.llm import ChatBackend
from answering.llm.capabilities import ProtocolChoice, ReadsPackets
from answering.llm.none import NoModel
from answering.prompt import confirm_messages, question_messages
from answering.reply import QuestionReply, question_schema, read_reply
from domain import ReadingProtocol
from domain.errors import InvalidReply
from evaluation import About, Evaluation
from sample import (
    SAMPLE_GOLD_NOTE,
    SAMPLE_SLUG,
    reading_probes,
    sample_gold,
    sample_pieces,
    sample_questions,
    sample_traps,
)
from use_cases.ask import QuestionFigures, ask_all, read_questions
from use_cases.container import Application
from use_cases.ingest import Description
from use_cases.progress import Progress, silent
from use_cases.qualify_reading import ReadingCard, measure_reading, read_probes
from use_cases.run_evaluation import Evaluator, PageTexts
from use_cases.stored_dossier import PacketTrial, second_dossier, trial_of

#: What a model must reach to be recommended.
LEAST_REFUSED, LEAST_JSON = 0.85, 0.95

_EXTRACTS = (
    ("La hauteur des constructions n'excède pas 9 mètres.", "Quelle est la hauteur maximale ?"),
    ("Au moins 40 % de l'unité foncière reste en pleine terre.", "Quelle part de pleine terre ?"),
    ("Onze corridors relient les réservoirs.", "Combien de corridors ?"),
    ("Le plafond est de 37,3 hectares entre 2021 et 2030.", "Quel plafond de consommation ?"),
    ("Il est planté un arbre pour quatre places.", "Combien d'arbres faut-il planter ?"),
)


#: What the card says of a model that reads packets.
READS = {
    ReadsPackets.FULL: "recommandé : il lit des paquets de phrases et juge chaque critère",
    ReadsPackets.SMALL: "recommandé : il lit de petits paquets de phrases et juge chaque critère",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What a model did. ``baseline`` are the same figures without any model; ``memory`` is in bytes, ours included."""

    model: str
    digest: str | None
    quantisation: str | None
    json_valid: float
    log_probabilities: bool
    evaluation: Evaluation
    baseline: Evaluation
    questions: QuestionFigures
    baseline_questions: QuestionFigures
    seconds_an_indicator: float
    tokens_an_indicator: float
    memory: int
    failures: tuple[str, ...]
    reading: ReadingCard | None = None

    @property
    def reasons_against(self) -> list[str]:
        """Why the model is not recommended; empty when it is."""
        figures, base = self.evaluation.overall.figures, self.baseline.overall.figures
        against = []
        if (figures["verdict_accuracy"] or 0) < (base["verdict_accuracy"] or 0):
            against.append("moins de verdicts justes que sans modèle")
        own, without = self.questions, self.baseline_questions
        if own.refused_share is not None and own.refused_share < LEAST_REFUSED:
            against.append("répond à des questions dont la réponse n'est pas au dossier")
        if (own.right_share or 0) < (without.right_share or 0):
            # A model that says no to everything refuses all that must be refused.
            against.append("répond juste à moins de questions que sans modèle")
        if self.json_valid < LEAST_JSON:
            against.append("ne rend pas toujours le JSON demandé")
        return against

    @property
    def does_better(self) -> bool:
        """Whether anything is better than without a model: verdicts, questions refused, answered, from a right page."""
        figures, base = self.evaluation.overall.figures, self.baseline.overall.figures
        own, without = self.questions, self.baseline_questions
        return (figures["verdict_accuracy"] or 0) > (base["verdict_accuracy"] or 0) or any(
            mine > theirs
            for mine, theirs in (
                (own.refused, without.refused),
                (own.right, without.right),
                (own.paged, without.paged),
            )
        )

    @property
    def reads(self) -> bool:
        """Whether the model reads packets, large or small."""
        return self.reading is not None and self.reading.level in READS

    @property
    def recommended(self) -> bool:
        """Whether the model should be used: it reads packets, or does better than none on single sentences."""
        return self.reads or (not self.reasons_against and self.does_better)

    @property
    def advice(self) -> str:
        """What to make of the model, in French."""
        if self.reading is not None and self.reads:
            return READS[self.reading.level]
        if self.reasons_against:
            return f"non recommandé : {' ; '.join(self.reasons_against)}"
        if not self.does_better:
            return "sans apport sur cet exemple : l'outil sans modèle (--llm none) fait aussi bien, en moins de temps"
        return "recommandé"


def qualify(
    application: Application,
    *,
    codes: Sequence[str] = (),
    most_questions: int | None = None,
    profile: str | None = None,
    progress: Progress = silent,
) -> Card:
    """Put the model of the settings to the test.

    Args:
        application: opened, on a data directory that may receive the sample.
        codes: indicators to ask; all when none is named.
        most_questions: questions to ask at most; all when None.
        profile: depth of reading.
        progress: receives the stages.

    Raises:
        ModelError: the model cannot be reached.
    """
    application.dossiers.ingest(sample_pieces(), SAMPLE_SLUG, Description(), progress)
    backend = application.backend
    json_valid, log_probabilities, failures = _conformance(backend)
    questions = read_questions([sample_questions(), sample_traps()])[:most_questions]
    evaluator = Evaluator(application.corpus, application.grid)
    about = About("Qualification d'un modèle", SAMPLE_GOLD_NOTE)
    gold, _ = evaluator.gold([sample_gold()], [SAMPLE_SLUG])
    if codes:
        gold = gold.only_indicators(codes)

    wanted = [cell.indicator for cell in gold.cells]

    def run(model: ChatBackend) -> tuple[Evaluation, QuestionFigures, float, float]:
        analysis = application.analysis(profile, backend=model, choice=_BY_SENTENCES)
        report = analysis.run(SAMPLE_SLUG, wanted, progress=progress)
        tokens = sum(answer.provenance.tokens for answer in report.answers)
        seconds = sum(answer.seconds for answer in report.answers)
        count = max(1, len(report.answers))
        figures = ask_all(questions, lambda slug, text: analysis.ask(slug, text))
        return evaluator.score(gold, about).evaluation, figures, seconds / count, tokens / count

    baseline, baseline_questions, _, _ = run(NoModel())
    evaluation, figures, seconds, tokens = run(backend)
    card = Card(
        model=backend.card.name,
        digest=backend.card.digest,
        quantisation=backend.card.quantisation,
        json_valid=json_valid,
        log_probabilities=log_probabilities,
        evaluation=evaluation,
        baseline=baseline,
        questions=figures,
        baseline_questions=baseline_questions,
        seconds_an_indicator=round(seconds, 2),
        tokens_an_indicator=round(tokens, 1),
        memory=_memory(),
        failures=tuple(failures),
    )
    if without_model(backend):
        return card

    second = second_dossier(application.grid)
    with application.reading_backend(backend) as reader:

        def trial(small: bool) -> PacketTrial:
            if second is not None:
                return second.read_by(reader, application.language, codes, small=small, progress=progress)
            choice = ProtocolChoice(ReadingProtocol.PACKETS, "mesure", small)
            analysis = application.analysis(profile, backend=reader, choice=choice)
            report = analysis.run(SAMPLE_SLUG, wanted, progress=progress)
            answers = {(SAMPLE_SLUG, one.indicator or ""): one for one in report.answers}
            return trial_of(answers, gold, PageTexts(application.corpus))

        reading = measure_reading(
            reader,
            read_probes(reading_probes()),
            application.language,
            trial,
            worth_asking=not card.reasons_against and card.does_better,
            progress=progress,
        )
        if second is not None and reading.level in READS:
            asked = second.ask_by(
                reader,
                application.language,
                most_questions,
                small=reading.level is ReadsPackets.SMALL,
                progress=progress,
            )
            reading = replace(reading, questions=asked)
    application.capabilities.put(backend.card, reading.capabilities(backend, log_probabilities=log_probabilities))
    return replace(card, reading=reading, failures=(*card.failures, *reading.probes.failures, *_not_refused(reading)))


#: The model is first measured as it is used without knowing anything of it.
_BY_SENTENCES = ProtocolChoice(ReadingProtocol.SENTENCES, "mesure")


def _not_refused(reading: ReadingCard) -> list[str]:
    """What to know of a model that reads and answers questions of the second dossier that have no answer."""
    asked = reading.questions
    if asked is None or asked.refused_share is None or asked.refused_share >= LEAST_REFUSED:
        return []
    answered = asked.unanswerable - asked.refused
    return [f"second dossier : {answered} questions sans réponse sur {asked.unanswerable} en ont reçu une"]


def _conformance(backend: ChatBackend) -> tuple[float, bool, list[str]]:
    """Share of valid JSON at the first attempt, whether log-probabilities are given, and what went wrong."""
    if without_model(backend):
        return 1.0, False, []
    valid, failures = 0, []
    for extract, question in _EXTRACTS:
        reply = backend.complete(
            question_messages(f"# reglement\n[1] {extract}", question), schema=question_schema(1), max_tokens=160
        )
        try:
            read_reply(reply.text, QuestionReply)
            valid += 1
        except InvalidReply as error:
            failures.append(f"JSON : {error.message}")
    known = False
    try:
        decision = backend.decide(confirm_messages(*_EXTRACTS[0][:1], "reglement", _EXTRACTS[0][1]), ("oui", "non"))
        known = decision.log_odds is not None
    except InvalidReply as error:
        failures.append(f"décision : {error.message}")
    return valid / len(_EXTRACTS), known, failures


def _memory() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)
