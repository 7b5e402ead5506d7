"""Grouping labels into medicines and choosing the label that stands."""

import pytest

from plainlabel.edition.medicines import labels_for, medicines, release_of, route_groups
from plainlabel.edition.records import LabelRecord, Name
from plainlabel.label import ActiveIngredient, Product


def product(name, *substances, generic=None, route="ORAL", application="NDA000001", **more):
    return Product(
        name=name,
        generic=generic or " AND ".join(substances),
        routes=(route,) if route else (),
        active=tuple(ActiveIngredient(one) for one in substances),
        application=application,
        **more,
    )


def label(key, *products, source="spl", effective="2024-01-01", standing=True, **more):
    return LabelRecord(
        key,
        f"{key:08d}-0000-0000-0000-000000000000",
        1,
        effective,
        source,
        more.pop("title", ""),
        standing,
        products=products,
        **more,
    )


def only(*labels):
    (medicine,) = medicines(labels)
    return medicine


def test_salts_and_brands_of_one_moiety_are_one_medicine():
    medicine = only(
        label(1, product("Zolvexa", "ZOLVEXAMINE HYDROCHLORIDE")),
        label(2, product("zolvexamine", "ZOLVEXAMINE SULFATE", application="ANDA1")),
    )
    assert (medicine.key, medicine.ingredients, medicine.brands, medicine.routes, medicine.release) == (
        "zolvexamine",
        ("zolvexamine",),
        ("Zolvexa",),
        ("oral",),
        "immediate",
    )
    assert medicine.name == "Zolvexa"


def test_forms_are_medicines_of_their_own():
    keys = [
        one.key
        for one in medicines(
            (
                label(1, product("Zolvexa", "ZOLVEXAMINE")),
                label(2, product("Zolvexa XR", "ZOLVEXAMINE")),
                label(3, product("Zolvexa Eye", "ZOLVEXAMINE", route="OPHTHALMIC")),
                label(4, product("zolvexamine and albidrine", "ZOLVEXAMINE", "ALBIDRINE")),
            )
        )
    ]
    assert keys == ["albidrine + zolvexamine", "zolvexamine", "zolvexamine/eye", "zolvexamine/oral/extended-release"]


REFERENCE = product("Zolvexa", "ZOLVEXAMINE")
GENERIC = product("zolvexamine", "ZOLVEXAMINE", application="ANDA000002")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (label(1, REFERENCE, effective="2010-01-01"), label(2, GENERIC, effective="2025-01-01")),
        (label(1, REFERENCE, original_packager=True), label(2, REFERENCE, original_packager=False, effective="2025-01-01")),
        (label(1, REFERENCE, effective="2024-02-01"), label(2, REFERENCE, effective="2024-01-31")),
        (label(1, GENERIC), label(2, REFERENCE, source="partial", effective="2025-01-01")),
        (label(1, GENERIC), label(2, product("Zolvexa", "ZOLVEXAMINE", application=None), effective="2025-01-01")),
        (label(1, GENERIC), label(2, product("Zolvexamine 30C HPUS", "ZOLVEXAMINE", application="M000"))),
        (label(1, GENERIC), label(2, REFERENCE, document_type="PRESCRIPTION ANIMAL DRUG LABEL")),
        (
            label(1, product("Zolvexa", "ZOLVEXAMAB", generic="ZOLVEXAMAB")),
            label(2, product("Albimab", "ZOLVEXAMAB", generic="ZOLVEXAMAB-QRST"), effective="2025-01-01"),
        ),
    ],
    ids=["reference", "original packager", "newest", "whole", "approved", "not homeopathic", "for people", "not the biosimilar"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_which_label_stands(better, worse, turned):
    labels = (worse, better) if turned else (better, worse)
    assert only(*labels).labels == (better.key, worse.key)


def test_older_versions_do_not_stand():
    assert only(label(1, REFERENCE), label(2, REFERENCE, standing=False)).labels == (1,)


def test_the_brand_of_the_originator_names_the_medicine_although_biosimilars_have_brands():
    labels = (label(1, product("Zolvexa", "ZOLVEXAMAB")), label(2, product("Albimab", "ZOLVEXAMAB", generic="ZOLVEXAMAB-QRST")))
    assert only(*labels).name == "Zolvexa"


def test_several_reference_brands_leave_the_ingredient_as_the_name():
    assert only(label(1, REFERENCE), label(2, product("Belzox", "ZOLVEXAMINE"))).name == "zolvexamine"


def test_a_kit_is_its_parts_and_a_diluent_is_none():
    kit = Product(
        name="Zolvexa Kit", routes=("ORAL",), parts=(product("", "ZOLVEXAMINE"), product("", "ALBIDRINE"), product("", "WATER"))
    )
    assert only(label(1, kit)).ingredients == ("albidrine", "zolvexamine")


def test_a_label_of_two_routes_is_one_medicine_unless_another_label_has_one_of_them():
    both = product("Zolvexa", "ZOLVEXAMINE")
    both = Product(
        name=both.name, generic=both.generic, active=both.active, application=both.application, routes=("ORAL", "INTRAVENOUS")
    )
    assert only(label(1, both)).routes == ("oral", "injection")
    keys = {one.key: one.labels for one in medicines((label(1, both), label(2, GENERIC)))}
    assert keys == {"zolvexamine": (1, 2), "zolvexamine/injection": (1,)}


def test_a_label_without_route_joins_the_known_route():
    medicine = only(
        label(1, product("Zolvexa", "ZOLVEXAMAB", route="SUBCUTANEOUS")), label(2, product("Zolvexa Kit", "ZOLVEXAMAB", route=None))
    )
    assert (medicine.key, medicine.labels) == ("zolvexamab/injection", (1, 2))


def test_a_label_without_any_ingredient_belongs_to_no_medicine():
    assert medicines((label(1, Product(name="")), label(2))) == ()


def test_substances_missing_are_read_from_the_generic_name():
    assert only(label(1, Product(name="Duo", generic="ZOLVEXAMINE HYDROCHLORIDE AND ALBIDRINE"))).ingredients == (
        "albidrine",
        "zolvexamine",
    )


@pytest.mark.parametrize(
    ("name", "form", "release"),
    [
        ("Zolvexa ER", None, "extended"),
        ("Zolvexa", "TABLET, FILM COATED, EXTENDED RELEASE", "extended"),
        ("Zolvexa", "CAPSULE, DELAYED RELEASE", "delayed"),
        ("Zolvexa XL 24 hr", None, "extended"),
        ("Zolvexa", "TABLET", "immediate"),
        ("Erdalin", "TABLET", "immediate"),
    ],
)
def test_release(name, form, release):
    assert release_of(Product(name=name, form=form)) == release


def test_route_groups():
    assert route_groups(["SUBCUTANEOUS", "ORAL", "INTRAVENOUS"]) == ("oral", "injection")
    assert route_groups(["RESPIRATORY (INHALATION)", "AURICULAR (OTIC)"]) == ("inhalation", "ear")
    assert route_groups(["INTRAVITREAL", "INTRAUTERINE", "INTRAVESICAL"]) == ("eye", "vaginal", "irrigation")
    assert route_groups(["BY MAGIC"]) == ("other",)


def test_labels_for_the_brand_that_was_asked():
    records = {
        1: label(1, REFERENCE),
        2: label(2, product("Belzox Pen", "ZOLVEXAMINE"), effective="2023-01-01"),
        3: label(3, GENERIC),
    }
    medicine = only(*records.values())
    asked = Name("belzox", "Belzox", "brand", (("zolvexamine",),), "label")
    assert medicine.labels[0] == 1
    assert labels_for(asked, medicine, records.__getitem__)[0] == 2
    assert labels_for(None, medicine, records.__getitem__) == medicine.labels
    assert sorted(labels_for(asked, medicine, records.__getitem__)) == [1, 2, 3]


def test_brands_listed_in_the_title_count():
    both = label(1, REFERENCE, title="Zolvexa, ZOLVEXA XR")
    assert only(both).brands == ("Zolvexa", "Zolvexa XR")
    assert only(label(1, REFERENCE, title="ZOLVEXA (zolvexamine) tablets, for oral use")).brands == ("Zolvexa",)


def test_the_order_of_the_input_does_not_matter():
    labels = [
        label(1, REFERENCE),
        label(2, GENERIC),
        label(3, product("Zolvexa XR", "ZOLVEXAMINE")),
        label(4, product("Zolvexa", "ZOLVEXAMINE", route=None)),
    ]
    assert medicines(labels) == medicines(labels[::-1])
