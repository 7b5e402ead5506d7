"""A folder of feeds as `plainlabel sync --tables` leaves it, about invented medicines."""

import json
import zipfile

import pytest

from plainlabel.news.gather import Gatherer, Wanted
from plainlabel.sources.shelf import Shelf

ZORVEXA = "11111111-1111-4111-8111-111111111111"


def recall(number, product, **changed):
    held = {
        "recall_number": number,
        "status": "Ongoing",
        "classification": "Class II",
        "product_type": "Drugs",
        "product_description": product,
        "code_info": "Lot A1",
        "reason_for_recall": "Wrong count in the bottle.",
        "recalling_firm": "Invented Works",
        "distribution_pattern": "Nationwide",
        "recall_initiation_date": "20260201",
        "report_date": "20260210",
    }
    return {**held, **changed}


RECALLS = [
    recall("D-0001-2026", "Calmidol tablets, 50 mg, bottle of 30"),
    recall("D-0002-2026", "Pen, 1 mL", openfda={"spl_set_id": [ZORVEXA]}, report_date="20260301"),
    recall("D-0003-2026", "Calmadone and Supralimus tablets"),
    recall("D-0004-2026", "Calmidol ophthalmic solution"),
    recall("F-0005-2026", "Calmidol flavoured cookies", product_type="Food"),
    recall("D-0006-2026", "Unheardof tablets", openfda={"generic_name": ["SUPRALIMUS"]}),
]


def rss(*items):
    entries = "".join(
        f"<item><title>{title}</title><link>https://www.fda.gov/{path}</link><description>{text}</description>"
        f"<pubDate>{day}</pubDate></item>"
        for title, path, text, day in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'


WARNING = ("Early warning on Zorvexa", "a", "&lt;p&gt;Read it &amp;amp; ask.&lt;/p&gt;", "Wed, 18 Mar 2026 10:00:00 EST")
CHILDREN = ("A word on medicines for infants", "b", "Words.", "Tue, 17 Mar 2026 10:00:00 EST")
TABLES = {
    "Applications.txt": "ApplNo\tApplType\tApplPublicNotes\tSponsorName\n000001\tNDA\t\tZOR LABS\n000009\tANDA\t\tOTHER\n",
    "Products.txt": "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard\n"
    "000001\t001\tINJECTABLE;SUBCUTANEOUS\t100MG\t1\tZORVEXA\tZORVANIMAB\t0\n"
    "000009\t001\tTABLET;ORAL\t50MG\t0\tCALMADONE\tCALMADONE\t0\n",
    "Submissions.txt": "ApplNo\tSubmissionClassCodeID\tSubmissionType\tSubmissionNo\tSubmissionStatus\tSubmissionStatusDate\t"
    "SubmissionsPublicNotes\tReviewPriority\n"
    "000001\t7\tORIG\t1\tAP\t2023-01-10 00:00:00\t\tPRIORITY\n"
    "000001\t2\tSUPPL\t5\tAP\t2026-01-05 00:00:00\t\t\n"
    "000001\t3\tSUPPL\t6\tAP\t2026-01-06 00:00:00\t\t\n"
    "000009\t0\tORIG\t1\tAP\t2026-02-01 00:00:00\t\t\n"
    "000009\t0\tORIG\t2\tTA\t2026-02-02 00:00:00\t\t\n",
    "SubmissionClass_Lookup.txt": "SubmissionClassCodeID\tSubmissionClassCode\tSubmissionClassCodeDescription\n"
    "7\tTYPE 1\tNew Molecular Entity\n2\tEFFICACY\tEfficacy\n3\tLABELING\tLabeling\n",
}


def write_feeds(out):
    """Returns the folder `out` after filling it as a sync does."""
    tables = Shelf(out).tables
    tables.mkdir(parents=True)
    with zipfile.ZipFile(tables / "drug-enforcement-0001-of-0001.json.zip", "w") as archive:
        archive.writestr("drug-enforcement-0001-of-0001.json", json.dumps({"meta": {}, "results": RECALLS}))
    with zipfile.ZipFile(tables / "drugsatfda.zip", "w") as archive:
        for name, text in TABLES.items():
            archive.writestr(name, text)
    (tables / "medwatch.xml").write_text(rss(WARNING), encoding="utf-8")
    (tables / "drugs.xml").write_text(rss(WARNING, CHILDREN), encoding="utf-8")
    (tables / "press-releases.xml").write_text(rss(CHILDREN), encoding="utf-8")
    return out


@pytest.fixture(scope="session")
def fed(tmp_path_factory):
    """Returns the tables folder of a sync."""
    return Shelf(write_feeds(tmp_path_factory.mktemp("fed"))).tables


@pytest.fixture(scope="session")
def news(full, fed):
    """Returns all news of the invented medicines."""
    return Gatherer(full, fed).news(Wanted())
