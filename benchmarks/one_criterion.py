"""A small model on packets of one criterion at a time, on the dossier that models are qualified on.

    python -m benchmarks.one_criterion [--llm embedded] [--tokens 1500] [--indicator CODE...] [--minutes N]

The protocol of packets made as easy as it gets: one criterion a call, a packet of TOKENS, a state and sentence numbers
before anything else; the rule of the grid makes the verdict. States are compared with criterion gold. Stops after N
minutes, and says of how many criteria its figures are.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from answering import DocumentContext
from answering.indicators.packet_checks import CARRYING, JudgedCriterion, check_reading
from answering.indicators.packet_verdict import three_valued
from answering.packet_building import PacketRequest, build_packet
from answering.readers.packet_reader import PacketReader
from answering.trace import Costs
from benchmarks.criterion_gold import load_criterion_gold
from domain import CriterionState
from domain.errors import InvalidReply
from indicator_queries import queries_for
from indicator_queries.schema import Indicator
from settings import load_settings
from use_cases.container import Application
from use_cases.stored_dossier import StoredDossier, second_dossier


def alone(indicator: Indicator, key: str) -> Indicator:
    """The indicator with one of its criteria."""
    criteria = tuple(one for one in indicator.rubric.criteria if one.key == key)
    return indicator.model_copy(update={"rubric": indicator.rubric.model_copy(update={"criteria": criteria})})


class OneByOne:
    """Reads criteria one at a time and counts."""

    def __init__(self, application: Application, dossier: StoredDossier, spec: str, tokens: int):
        self._application, self._dossier, self._tokens = application, dossier, tokens
        self._backend = application.open_backend(spec, packets=True)
        self._reader = PacketReader(self._backend, reply_tokens=300)
        self.document = dossier.gold.documents[0]
        self.seconds = 0.0
        self.costs = Costs()

    def state(self, indicator: Indicator, key: str) -> JudgedCriterion | None:
        """What the model makes of one criterion; None where its reply cannot be used."""
        started = time.perf_counter()
        ranked = self._dossier.ranked_sentences(self.document, queries_for(indicator))
        request = PacketRequest(self.document, "un critère", self._tokens, indicator=indicator.code)
        packet = build_packet(ranked, request, self._backend.count_tokens)
        single = alone(indicator, key)
        try:
            reading = self._reader.read(packet, single, DocumentContext((), (), ""), self.costs)
        except InvalidReply:
            return None
        finally:
            self.seconds += time.perf_counter() - started
        return check_reading(reading, packet, single, self._application.language).criteria[0]


def main() -> None:
    """Read until the time is over, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--llm", default="embedded")
    parser.add_argument("--tokens", type=int, default=1500)
    parser.add_argument("--indicator", nargs="*", default=[])
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--data-dir", required=True)
    asked = parser.parse_args()
    end = time.monotonic() + 60 * asked.minutes
    with Application(load_settings(data_dir=asked.data_dir, llm=asked.llm)).opened() as application:
        dossier = second_dossier(application.grid)
        assert dossier is not None
        reader = OneByOne(application, dossier, asked.llm, asked.tokens)
        labels = load_criterion_gold(application.grid).by_key()
        cells = {cell.indicator: cell.verdict for cell in dossier.gold.cells}
        counts: Counter[str] = Counter()
        for indicator in application.grid.indicators:
            if asked.indicator and indicator.code not in asked.indicator:
                continue
            judged = []
            for criterion in indicator.rubric.criteria:
                if time.monotonic() > end:
                    break
                found = reader.state(indicator, criterion.key)
                label = labels[reader.document, indicator.code, criterion.key].state
                state = CriterionState.ABSENT if found is None else found.state
                judged.append(found or JudgedCriterion(criterion.key, state))
                counts["criteria"] += 1
                counts["unusable"] += found is None
                counts["right"] += state is label
                counts["carrying right"] += (state in CARRYING) is (label in CARRYING)
                print(f"{indicator.code} {criterion.key}: {state.value} (labelled {label.value})", flush=True)
            if len(judged) == len(indicator.rubric.criteria):
                verdict = three_valued(indicator.rubric, judged)
                counts["cells"] += 1
                counts["verdicts"] += verdict is cells[indicator.code]
                print(f"{indicator.code}: {verdict.value} (reference {cells[indicator.code].value})", flush=True)
        print(dict(counts), f"{reader.seconds:.0f} s, {reader.costs.prompt_tokens} tokens read")


if __name__ == "__main__":
    main()
