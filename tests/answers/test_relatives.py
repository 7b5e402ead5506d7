"""The order of related medicines: class, kind of route, conditions in common; nothing twice."""

from plainlabel.answers.listed import ListedMedicine
from plainlabel.answers.relatives import Relative, nearest


def relative(name, *conditions, routes=("oral",), ingredients=None, established=False):
    listed = ListedMedicine(name.lower(), name, ", ".join(routes), ingredients or (name.lower(),), (), "", 1, None, False)
    return Relative(listed, frozenset(routes), frozenset(conditions), established)


def names(own, *others):
    return [each.name for each in nearest(own, others)]


OWN = relative("Zelvora", "pain")


def test_one_put_on_the_skin_stands_behind_all_that_reach_the_body():
    cream = relative("Anoxin", "pain", routes=("skin",))
    shot = relative("Berolin", "pain", "fever", "cough", routes=("injection",))
    assert names(OWN, cream, shot, relative("Cavinol", "pain", "fever")) == ["Cavinol", "Berolin", "Anoxin"]


def test_creams_are_near_one_another():
    own = relative("Zelvora", "eczema", routes=("skin",))
    assert names(own, relative("Anoxin", "eczema"), relative("Berolin", "eczema", "psoriasis", routes=("skin",))) == [
        "Berolin",
        "Anoxin",
    ]


def test_the_share_of_conditions_counts_not_their_number():
    own = relative("Zelvora", "asthma", "eczema")
    many = relative("Anoxin", "asthma", "eczema", "gout", "lupus", "shock", "croup")
    assert names(own, many, relative("Berolin", "asthma", "eczema"), relative("Cavinol", "asthma")) == [
        "Berolin",
        "Cavinol",
        "Anoxin",
    ]


def test_a_class_of_fda_comes_first():
    fda = relative("Dorvex", routes=("injection",), established=True)
    assert names(OWN, relative("Anoxin", "pain"), fda) == ["Dorvex", "Anoxin"]


def test_nothing_stands_twice():
    again = relative("Anoxin Night", "pain", "sleep", ingredients=("anoxin",))
    itself = relative("Zelvora Forte", "pain", ingredients=("zelvora",))
    both = relative("Duo", "pain", "croup", ingredients=("anoxin", "berolin"))
    assert names(OWN, again, relative("Anoxin", "pain"), relative("Berolin", "pain"), itself, both) == ["Anoxin", "Berolin"]


def test_medicines_without_conditions_are_ordered_by_name():
    own = relative("Zelvora")
    assert names(own, relative("Berolin"), relative("Anoxin")) == ["Anoxin", "Berolin"]
