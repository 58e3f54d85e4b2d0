"""Pages that a reading cites, by what brought them and by what the reference says of them."""

from __future__ import annotations

from answering.indicators.packet_checks import check_reading
from answering.readers.packet_reply import PacketReply
from answering.reply import read_reply
from benchmarks.cited_pages import Cause, Standing, cited_pages, table
from domain import Verdict
from evaluation import Gold, GoldCell, GoldEvidence
from languages.entries.french_language import LANGUAGE as FRENCH
from tests.answering.packet_fakes import INDICATOR, packet, reply
from tests.answering.test_packet_answers import answer


def cell(verdict: Verdict, *evidence: GoldEvidence, indicator: str = "Z1") -> GoldCell:
    return GoldCell("doc", indicator, verdict, (), evidence, None, doubtful=False)


def test_each_page_has_the_first_cause_that_brought_it_and_what_the_reference_says() -> None:
    said = reply(inventaire=("denied", [1]), cite=[1, 4], verdict="partiel")
    reading = check_reading(read_reply(said, PacketReply).reading(said), packet(), INDICATOR, FRENCH)
    mine = cell(Verdict.PARTIEL, GoldEvidence("reglement", 1, None, 3))
    gold = Gold.of([mine, cell(Verdict.OUI, GoldEvidence("rapport", 1, None, 2), indicator="Z2")])
    found = {one.page: (one.cause, one.standing) for one in cited_pages(answer(said), reading, mine, gold)}
    assert found == {
        ("reglement", 1): (Cause.ESTABLISHES, Standing.USEFUL),
        ("rapport", 1): (Cause.DENIES, Standing.OTHER_INDICATOR),
    }
    no = cited_pages(answer(said), reading, cell(Verdict.NON), gold)
    assert {one.cause for one in no} == {Cause.SAYS_NO}
    assert "| all | 2 |" in table(no)
