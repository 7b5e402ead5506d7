"""Tables of FDA: stray line breaks and bad bytes, Drugs@FDA, the NDC directory, UNII names."""

import csv
import io
import zipfile

import pytest

from plainlabel.errors import BrokenDownloadError, FeedShapeError
from plainlabel.sources import drugsfda, ndc, unii
from plainlabel.sources.tab_tables import decoded, read_table


def rows(text, *needed, separator="\t"):
    table = read_table(text if isinstance(text, bytes) else text.encode(), "t.txt", needed, separator)
    return [tuple(row.cells.values()) for row in table.rows], table


def test_plain_rows():
    found, table = rows("No\tName\tNote\r\n1\tA\tx\r\n2\tB\t\r\n", "No")
    assert found == [("1", "A", "x"), ("2", "B", "")]
    assert [row.line for row in table.rows] == [2, 3]
    assert (table.joined, table.skipped) == (0, ())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_in_a_cell(end):
    lines = [
        "No\tName\tNote\tFirm",
        "000001\tA\tbegun",
        "gone on\tF1",
        "000002\tB\tx\tF2",
        "000003\tC\tlast\tF3",
        "of the last cell",
        "000004\tD\tx\tF4",
        "",
    ]
    found, table = rows(end.join(lines))
    assert found == [
        ("000001", "A", "begun\ngone on", "F1"),
        ("000002", "B", "x", "F2"),
        ("000003", "C", "last", "F3\nof the last cell"),
        ("000004", "D", "x", "F4"),
    ]
    assert table.joined == 2


def test_several_line_breaks_in_a_cell():
    found, _ = rows("No\tName\tNote\tFirm\n000001\tA\tone\ntwo\n\nthree\tF1\n000002\tB\tx\tF2\n")
    assert found == [("000001", "A", "one\ntwo\n\nthree", "F1"), ("000002", "B", "x", "F2")]


def test_cells_left_away_at_the_end():
    found, table = rows("A\tB\tC\n001\t1\n002\t2\n003\t3\tx\n")
    assert found == [("001", "1", ""), ("002", "2", ""), ("003", "3", "x")]
    assert table.joined == 0


def test_empty_cells_too_many_are_dropped_and_full_ones_are_told():
    found, table = rows("A\tB\n1\tx\t\t\n2\ty\tz\n3\tw\n")
    assert found == [("1", "x"), ("3", "w")]
    assert [(one.line, one.why) for one in table.skipped] == [(3, "3 cells, not 2")]


def test_a_cut_row_at_the_end_of_the_file():
    found, _ = rows("A\tB\tC\n001\tx\ty\n002\tx")
    assert found[-1] == ("002", "x", "")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Größe".encode(), "Größe"),
        ("Größe".encode("latin-1"), "Größe"),
        (b"\x93quoted\x94", "\u201cquoted\u201d"),
        (b"a\x81b", "a\x81b"),
    ],
)
def test_bytes_of_any_kind(data, text):
    assert decoded(data) == text


@pytest.mark.shared
def test_the_real_bad_bytes(shared):
    assert decoded((shared / "data" / "ndc" / "badutf8.txt").read_bytes()).startswith('This is a "bad" UTF-8 file.')


def test_another_table_is_told():
    with pytest.raises(FeedShapeError, match=r"no column ApplNo \(file t.txt, at line 1\)"):
        rows("A\tB\n1\t2\n", "ApplNo")


# --- Drugs@FDA -----------------------------------------------------------------------------------------------------------

APPLICATIONS = (
    "ApplNo\tApplType\tApplPublicNotes\tSponsorName\n000101\tNDA\tnote\nwith a break\tINVENTED\n000102\tBLA\t\tGR\u00d6SSE\n"
)
PRODUCTS = "ApplNo\tProductNo\tForm\tStrength\tReferenceDrug\tDrugName\tActiveIngredient\tReferenceStandard\n000101\t001\tTABLET;ORAL\t5MG\t1\tZELVORA\tZELVORINE; NORVEXIN\t0\t\n"
SUBMISSIONS = (
    "ApplNo\tSubmissionClassCodeID\tSubmissionType\tSubmissionNo\tSubmissionStatus\tSubmissionStatusDate\tSubmissionsPublicNotes\tReviewPriority\n"
    "000101\t7\tORIG\t1\tAP\t2026-03-04 00:00:00\t\tPRIORITY\n"
    "000101\t3\tSUPPL\t2\tAP\t2026-05-06 00:00:00\t\t\n"
    "000102\t8\tORIG      \t1\tAP\t1/9/2025\t\t\n"
    "000103\t7\tORIG\t1\tTA\t2026-01-01 00:00:00\t\t\n"
    "000104\t10\tORIG\t1\tAP\t\t\t\n"
)
CLASSES = "SubmissionClassCodeID\tSubmissionClassCode\tSubmissionClassCodeDescription\n7\tTYPE 1\tNew Molecular Entity\n8\tTYPE 1/4\tNew, and new combination\n3\tLABELING\tLabeling\n10\tTYPE 10\tOther\n"


@pytest.fixture
def small_zip(tools, tmp_path):
    members = [
        ("Applications.txt", APPLICATIONS),
        ("Products.txt", PRODUCTS),
        ("Submissions.txt", SUBMISSIONS),
        ("SubmissionClass_Lookup.txt", CLASSES),
    ]
    members += [
        ("MarketingStatus.txt", "MarketingStatusID\tApplNo\tProductNo\n1\t000101\t001\n"),
        ("MarketingStatus_Lookup.txt", "MarketingStatusID\tMarketingStatusDescription\n1\tPrescription\n"),
    ]
    members += [("TE.txt", "ApplNo\tProductNo\tMarketingStatusID\tTECode\n000101\t001\t1\tAB\n")]
    path = tmp_path / "drugsatfda.zip"
    path.write_bytes(tools.zipped([(name, text.encode("latin-1")) for name, text in members]))
    return path


def test_drugs_at_fda(small_zip):
    found = drugsfda.read(small_zip)
    assert [(one.number, one.type, one.sponsor) for one in found.applications] == [
        ("000101", "NDA", "INVENTED"),
        ("000102", "BLA", "GRÖSSE"),
    ]
    product = found.products[0]
    assert (product.form, product.route, product.ingredients) == ("TABLET", "ORAL", ("ZELVORINE", "NORVEXIN"))
    assert (product.reference, product.status, product.equivalence) == (True, "Prescription", "AB")
    assert found.submissions[0].day == "2026-03-04"
    assert found.skipped == ()


def test_new_molecular_entities_are_approved_originals_of_type_1(small_zip):
    found = drugsfda.new_molecular_entities(drugsfda.read(small_zip))
    assert [(one.application, one.day, one.class_code) for one in found] == [
        ("000102", "2025-01-09", "TYPE 1/4"),
        ("000101", "2026-03-04", "TYPE 1"),
    ]


def test_a_zip_that_is_none_or_another(tmp_path, tools):
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(BrokenDownloadError):
        drugsfda.read(tmp_path / "a.zip")
    (tmp_path / "b.zip").write_bytes(tools.zipped([("Products.txt", PRODUCTS.encode())]))
    with pytest.raises(FeedShapeError, match=r"no table applications\.txt"):
        drugsfda.read(tmp_path / "b.zip")


@pytest.mark.shared
def test_the_real_zip_whole(shared):
    """Counted independently: with the csv module, as latin-1, quotes meaning nothing."""
    path = shared / "data" / "drugsfda" / "drugsatfda_2019-07-02.zip"
    found = drugsfda.read(path)
    counted, approved, classes = {}, 0, {}
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            text = io.StringIO(archive.read(member).decode("latin-1"), newline="\r\n")
            table = list(csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
            counted[member.lower()] = len(table) - 1
            if member == "SubmissionClass_Lookup.txt":
                classes = {row[0]: row[1] for row in table[1:]}
            if member == "Submissions.txt":
                submissions = table[1:]
    approved = sum(
        row[2].strip() == "ORIG" and row[4] == "AP" and classes.get(row[1], "") in ("TYPE 1", "TYPE 1/4") for row in submissions
    )
    assert found.rows == {name: counted[name] for name in found.rows}
    assert (len(found.applications), len(found.products), len(found.submissions)) == (23267, 39473, 156942)
    assert len(found.documents) == counted["applicationdocs.txt"]
    assert found.skipped == ()
    assert len(drugsfda.new_molecular_entities(found)) == approved > 1000
    assert all(one.day for one in found.submissions if one.status == "AP" and one.type == "ORIG" and one.class_code == "TYPE 1")


# --- NDC directory -------------------------------------------------------------------------------------------------------


def test_the_directory(tools, tmp_path):
    product = "PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tPROPRIETARYNAME\tPROPRIETARYNAMESUFFIX\tNONPROPRIETARYNAME\tDOSAGEFORMNAME\tROUTENAME\tSTARTMARKETINGDATE\tENDMARKETINGDATE\tMARKETINGCATEGORYNAME\tAPPLICATIONNUMBER\tLABELERNAME\tSUBSTANCENAME\tACTIVE_NUMERATOR_STRENGTH\tACTIVE_INGRED_UNIT\tPHARM_CLASSES\tDEASCHEDULE\tNDC_EXCLUDE_FLAG\n"
    product += f"000001-0001_{tools.ZELVORA}\t000001-0001\tHUMAN PRESCRIPTION DRUG\tZelvora\tXR\tzelvorine\tTABLET\tORAL; BUCCAL\t20260102\t\tNDA\tNDA000101\tInvented\tZELVORINE; NORVEXIN\t5; 1\tmg/1; g/1\tElbow Blocker [EPC],Elbow Effect [PE]\tCII\tN\n"
    package = "PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\tSTARTMARKETINGDATE\tENDMARKETINGDATE\tNDC_EXCLUDE_FLAG\tSAMPLE_PACKAGE\nx\t000001-0001\t000001-0001-02\t30 TABLET in 1 BOTTLE\t20260102\t20270101\tN\tY\n"
    (tmp_path / "n.zip").write_bytes(
        tools.zipped([("product.txt", product.encode()), ("package.txt", package.encode()), ("x.xls", b"")])
    )
    found = ndc.read(tmp_path / "n.zip")
    one = found.products[0]
    assert (one.ndc, one.brand, one.routes, one.strengths, one.document_id) == (
        "000001-0001",
        "Zelvora XR",
        ("ORAL", "BUCCAL"),
        ("5 mg/1", "1 g/1"),
        tools.ZELVORA,
    )
    assert (one.classes, one.start, one.end, one.excluded) == (
        ("Elbow Blocker [EPC]", "Elbow Effect [PE]"),
        "2026-01-02",
        None,
        False,
    )
    assert (found.packages[0].ndc, found.packages[0].sample, found.packages[0].end) == ("000001-0001-02", True, "2027-01-01")


@pytest.mark.shared
def test_the_real_unfinished_directory_whole(shared):
    path = shared / "data" / "ndc" / "unfinished_2018-06-25.zip"
    found = ndc.read(path)
    with zipfile.ZipFile(path) as archive:
        lines = {name: archive.read(name).count(b"\r\n") for name in archive.namelist()}
    assert len(found.products) == lines["unfinished_product.txt"] - 1 == 21478
    assert len(found.packages) == lines["unfinished_package.txt"] - 1 == 35321
    assert found.skipped == ()
    assert not any("\ufffd" in one.labeler for one in found.products)
    assert sum(one.document_id is not None for one in found.products) == len(found.products)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["product_trimmed.txt", "annot_product_sample.txt", "unfinished_product_trimmed.txt"])
def test_real_samples_of_products(shared, name):
    data = (shared / "data" / "ndc" / name).read_bytes()
    found = ndc.read_products(data, name)
    assert len(found) == len([line for line in data.splitlines() if line.strip()]) - 1
    assert all(one.ndc and one.labeler for one in found)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["package_trimmed.txt", "unfinished_package_trimmed.txt"])
def test_real_samples_of_packages(shared, name):
    data = (shared / "data" / "ndc" / name).read_bytes()
    found = ndc.read_packages(data, name)
    assert len(found) == len([line for line in data.splitlines() if line.strip()]) - 1
    assert all(one.ndc.startswith(one.product_ndc) for one in found)


# --- UNII ----------------------------------------------------------------------------------------------------------------


def test_unii_names(tools, tmp_path):
    text = 'Name\tTYPE\tUNII\tDisplay Name\nZELVORINE\tcn\tABCDE12345\tZELVORINE\nno code\tcn\t\tX\n5" ZEL\tsys\tABCDE12345\tZELVORINE\n'
    (tmp_path / "u.zip").write_bytes(tools.zipped([("READ_ME.txt", b"about"), ("UNII_Names_1Nov2026.txt", text.encode())]))
    found = list(unii.read(tmp_path / "u.zip"))
    assert [(one.name, one.kind, one.unii, one.preferred) for one in found] == [
        ("ZELVORINE", "cn", "ABCDE12345", "ZELVORINE"),
        ('5" ZEL', "sys", "ABCDE12345", "ZELVORINE"),
    ]


@pytest.mark.shared
def test_the_real_sample_of_unii_names(shared):
    data = (shared / "data" / "terminology" / "unii_sample.csv").read_bytes()
    found = list(unii.names(data, "unii.csv"))
    assert len(found) == len([line for line in data.splitlines() if line.strip()]) - 1
    assert found[0].unii == "53KMP01VA9"


def test_another_table_of_names():
    with pytest.raises(FeedShapeError, match="no column Name"):
        list(unii.names(b"a,b\n1,2\n", "x.csv"))
