"""Another medicine that a label does not name is known by its kinds; each of several is told of; a kind counts its members only."""

import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.partner_kinds import kinds_of, names_of, parts_of
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.patterns import rows


class _Name:
    def __init__(self, name, *sets):
        self.name, self.ingredients = name, sets


def mention(name, *sets, match="exact"):
    return Mention(name, 0, len(name), _Name(name, *(sets or ((name,),))), (), match)


def counted(medicine, text):
    return [kind for each in kinds_of(mention(medicine)) if (kind := each.said_in(text))]


@pytest.mark.parametrize(
    ("medicine", "text", "counts"),
    [
        ("carbamazepine", "Avoid strong CYP3A4 inducers.", True),
        ("carbamazepine", "Avoid strong CYP3A4 inhibitors.", False),
        ("carbamazepine", "Avoid drugs that strongly induce CYP3A4.", True),
        ("erythromycin", "Reduce the dose with moderate CYP3A inhibitors.", True),
        ("erythromycin", "Reduce the dose with strong CYP3A inhibitors.", False),
        ("erythromycin", "Reduce the dose with strong or moderate inhibitors of CYP3A.", True),
        ("ketoconazole", "Reduce the dose with moderate CYP3A inhibitors.", False),
        ("ketoconazole", "Reduce the dose with potent CYP3A4 and P-gp inhibitors.", True),
        ("ketoconazole", "Norvexin is a strong CYP3A4 inhibitor.", False),
        ("ketoconazole", "Zelvoran (strong inhibitor of CYP3A4) doubled its level.", False),
        ("ketoconazole", "Zelvoran, a strong CYP3A4 inhibitor, doubled its level.", False),
        ("ketoconazole", "Norvexin and zelvoran are potent CYP3A4 inhibitors.", False),
        ("ketoconazole", "Avoid medicines that are strong CYP3A4 inhibitors.", True),
        ("ketoconazole", "Avoid it with a strong CYP3A4 inhibitor.", True),
        ("famotidine", "Consider uric acid-lowering drugs.", False),
        ("apixaban", "It adds to the anticoagulant effect of another.", False),
        ("simvastatin", "Norvexin is metabolized by CYP3A4.", False),
        ("simvastatin", "It can raise the level of drugs metabolized by CYP3A4.", True),
        ("lisinopril", "Use with ACE inhibitors can raise potassium.", True),
        ("lisinopril", "Potassium may rise.", False),
        ("lisinopril", "Take care with drugs that lower potassium.", False),
        ("lisinopril", "Take care with drugs that increase serum potassium.", True),
        ("aspirin", "Bleeding occurred during treatment.", False),
        ("aspirin", "Take care with drugs that affect hemostasis.", True),
        ("aspirin", "Take care with antiplatelet agents.", True),
        ("aspirin", "Avoid P2Y12 inhibitors.", False),
        ("clopidogrel", "Antiplatelet medicines raise the risk.", True),
        ("clopidogrel", "Avoid P2Y12 inhibitors.", True),
        ("metformin", "Insulin secretagogues can lower blood sugar.", False),
        ("metformin", "Antidiabetic drugs may need another dose.", True),
        ("insulin glargine", "Take care with oral hypoglycemic agents.", False),
        ("glipizide", "Insulin secretagogues can lower blood sugar.", True),
        ("apixaban", "Watch the INR with vitamin K antagonists.", False),
        ("apixaban", "Watch the INR with coumarin anticoagulants.", False),
        ("apixaban", "Bleeding is more likely with anticoagulants.", True),
        ("enoxaparin", "Bleeding is more likely with oral anticoagulants.", False),
        ("warfarin", "Watch the INR with coumarin anticoagulants.", True),
        ("famotidine", "Avoid proton pump inhibitors.", False),
        ("famotidine", "Avoid H2-receptor antagonists.", True),
        ("famotidine", "Avoid drugs that reduce gastric acid.", True),
        ("omeprazole", "Take it two hours before antacids.", False),
        ("omeprazole", "Avoid drugs that reduce gastric acid.", True),
        ("calcium carbonate", "Take it two hours before antacids.", True),
        ("calcium carbonate", "Avoid acid-reducing agents.", True),
        ("mycophenolate mofetil", "Avoid calcineurin inhibitors.", False),
        ("mycophenolate mofetil", "Avoid other immunosuppressants.", True),
        ("sirolimus", "Avoid calcineurin inhibitors.", False),
        ("tacrolimus", "Avoid calcineurin inhibitors.", True),
        ("trazodone", "Take care with SSRIs.", False),
        ("linezolid", "Take care with selective serotonin reuptake inhibitors.", False),
        ("linezolid", "Take care with serotonergic drugs.", True),
        ("venlafaxine", "Take care with SSRIs.", False),
        ("bupropion", "Take care with serotonergic drugs.", False),
        ("warfarin", "Do not use it with other antithrombotic agents.", True),
        ("sertraline", "Do not use it with antithrombotic drugs.", False),
        ("methotrexate", "Avoid live vaccines with immunosuppressive therapy.", True),
        ("theophylline", "Xanthine oxidase inhibitors slow it.", False),
        ("fluticasone", "Systemic corticosteroids raise the risk.", False),
        ("nitroglycerin", "Do not use it with nitrates.", True),
        ("norvexin", "Avoid strong CYP3A4 inducers.", False),
        ("ibuprofen", "Take care with opioid analgesics.", False),
        ("ibuprofen", "Take care with narcotic pain medicines.", False),
        ("ibuprofen", "Take care with analgesics.", True),
        ("ibuprofen", "Avoid nonsteroidal anti-inflammatory drugs.", True),
        ("ibuprofen", "Avoid non-steroidal anti-inflammatory drugs.", True),
        ("ibuprofen", "Avoid topical NSAIDs.", False),
        ("ibuprofen", "Avoid non-aspirin NSAIDs.", True),
        ("aspirin", "Avoid non-aspirin NSAIDs.", False),
        ("codeine", "Take care with opioid analgesics.", True),
        ("codeine", "Take care with non-opioid analgesics.", False),
        ("sertraline", "Take care with tricyclic antidepressants.", False),
        ("nortriptyline", "Take care with tricyclic antidepressants.", True),
        ("hydrochlorothiazide", "Take care with loop diuretics.", False),
        ("furosemide", "Take care with loop diuretics.", True),
        ("spironolactone", "Take care with potassium-sparing diuretics.", True),
        ("furosemide", "Take care with potassium-sparing diuretics.", False),
        ("amoxicillin", "Take care with macrolide antibiotics.", False),
    ],
)
def test_a_kind_counts_only_for_its_members(medicine, text, counts):
    assert bool(counted(medicine, text)) is counts, counted(medicine, text)


def test_the_name_of_a_kind_is_told():
    assert counted("famotidine", "Avoid H2-receptor antagonists.")[0] == "H2 blockers"


def test_a_medicine_is_called_by_its_brand_and_its_ingredient():
    pattern = names_of(mention("Zelvora", ("norvexin",)))
    assert pattern.search("Avoid norvexin.")
    assert pattern.search("Avoid Zelvora.")
    assert not pattern.search("Avoid alcohol.")


def test_what_only_some_products_of_a_name_hold_is_not_told_of_the_name():
    brand = mention("Zelvora", ("norvexin",), ("norvexin", "omeprazole"))
    assert parts_of(brand) == ["norvexin"]
    assert not any(each.said_in("Avoid proton pump inhibitors.") for each in kinds_of(brand))


def test_a_class_that_was_asked_for_counts_where_all_its_members_do():
    asked = mention("stomach pills", ("omeprazole",), ("famotidine",), match="class")
    assert any(each.said_in("Avoid drugs that reduce gastric acid.") for each in kinds_of(asked))
    assert not any(each.said_in("Avoid proton pump inhibitors.") for each in kinds_of(asked))


def test_each_row_has_members_in_small_letters_once():
    for row in rows("partner_roles.tsv"):
        members = row["members"].split("; ")
        assert row["members"] == row["members"].lower()
        assert len(members) == len(set(members)), row["name"]
        assert row["act"] in {"-", "inhibitor", "inducer", "substrate"}


INTERACTIONS = (
    "7 DRUG INTERACTIONS 7.1 Stomach medicines Proton pump inhibitors lower the absorption of VELMORA. Avoid use of VELMORA "
    "with a proton pump inhibitor. 7.2 Other medicines VELMORA can raise the level of digoxin. Check the level of digoxin often."
)


@pytest.fixture(scope="module")
def velmora(tmp_path_factory, small):
    """Returns the full edition of one invented label that names one medicine and one kind of medicine."""
    record = small.record(
        "66666666-6666-4666-8666-666666666666",
        1,
        "20260401",
        "Velmora",
        "velmorin",
        "ORAL",
        [],
        {
            "indications_and_usage": "1 INDICATIONS AND USAGE VELMORA is indicated for the treatment of gout in adults.",
            "dosage_and_administration": "2 DOSAGE AND ADMINISTRATION The recommended dosage in adults is 20 mg once daily.",
            "drug_interactions": INTERACTIONS,
        },
    )
    folder = tmp_path_factory.mktemp("velmora")
    (folder / "labels.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with open_edition(build([folder / "labels.jsonl"], folder / "out", workers=1).path) as edition:
        yield edition


def texts(given, *bases):
    return [each.text for each in given.statements if not bases or each.basis in bases]


def test_a_class_alone_is_told_with_the_list_that_puts_the_medicine_there(velmora):
    given = answer("Can I take Velmora with omeprazole?", velmora)
    assert given.outcome == "answered"
    told = [each for each in given.statements if each.basis == "computed" and "omeprazole among" in each.text]
    assert told
    assert all(each.citations for each in told)
    assert "our list" in told[0].text.lower()


def test_another_class_of_the_same_use_is_not_told(velmora):
    given = answer("Can I take Velmora with famotidine?", velmora)
    assert given.outcome == "silent"
    assert given.verdict is None


@pytest.mark.parametrize(
    "question", ["Can I take Velmora with famotidine, omeprazole and digoxin?", "Velmora, digoxin, famotidine, omeprazole dose"]
)
def test_each_of_several_medicines_is_told_of(question, velmora):
    given = answer(question, velmora)
    said = " ".join([given.summary, *texts(given, "label", "computed")])
    assert given.outcome == "answered"
    assert "digoxin" in said
    assert "omeprazole among" in said
    assert any("nothing on famotidine" in text for text in texts(given))
    assert "famotidine" not in given.summary
    assert sorted(each.n for each in given.citations) == list(range(1, len(given.citations) + 1))
    assert all(0 < number <= len(given.citations) for each in given.statements for number in each.citations)


def test_a_ban_on_one_is_not_said_of_the_other(velmora):
    given = answer("Can I take Velmora with digoxin and omeprazole?", velmora)
    assert "avoid Velmora with digoxin" not in given.summary
    assert "digoxin and omeprazole" not in given.summary.split(".")[1]


def test_silence_on_all_of_several_medicines(velmora):
    given = answer("Can I take Velmora with famotidine and lisinopril?", velmora)
    assert given.outcome == "silent"
    assert given.verdict is None
    said = " ".join(texts(given))
    assert "famotidine" in said
    assert "lisinopril" in said


def test_advice_against_a_class_leads(velmora):
    given = answer("Velmora, digoxin, omeprazole dose", velmora)
    assert "advises against proton pump inhibitors" in given.summary


def test_a_class_that_is_asked_for_is_found_under_its_other_names():
    asked = mention("MAO inhibitors", match="class")
    assert names_of(asked).search("Avoid monoamine oxidase inhibitors.")
    assert not names_of(asked).search("Avoid CYP3A inhibitors.")


def test_a_fluid_goes_by_its_other_names():
    from plainlabel.answers.partner_kinds import names_in
    from plainlabel.questions.medicine_names import Mention

    mention = Mention(start=0, end=13, asked="normal saline", match="none", name=None, medicines=())
    assert "saline" in names_in(mention)
