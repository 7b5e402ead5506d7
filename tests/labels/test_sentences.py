"""Sentence splitting: a gold of tricky cases in invented text, and what must hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainlabel.labels.sentences import run_in_heading, sentences

# One case a line; "⏎" stands where a sentence ends.
GOLD = """
Take it once a day. ⏎ Do not chew it.
Use a gel (e.g., Zorfan) twice a day. ⏎ Then wash.
Use a gel, e.g. Zorfan, twice a day.
Other forms, i.e., the Zorfan spray, are larger.
Rates were 4% vs. 9% in the two arms. ⏎ No one died.
Zorfan vs. Placebo was studied.
Each pen holds 300 mg in 1.14 mL of liquid. ⏎ It is clear.
Rash has occurred [see Warnings and Precautions (5.1)]. ⏎ Stop Zorfan.
Rash has occurred [see Warnings and Precautions (5.1) ] . ⏎ Stop Zorfan.
Rash has occurred. [see Warnings and Precautions (5.1)] ⏎ Stop Zorfan.
Rash has occurred. [See Warnings and Precautions (5.1).] ⏎ Stop Zorfan.
Stop if a rash occurs. ( 5.1 ) ⏎ Watch the liver. ( 5.2 )
Stop if a rash occurs. (5.1, 5.3) ⏎ Watch the liver.
Stop if a rash occurs ( 5.1 ). ⏎ Watch the liver ( 5.2 ).
Stop if a rash occurs ( 5.1 ) ⏎ Liver harm: watch the enzymes ( 5.2 )
Do not use in children ( 4 ) ⏎ Pregnancy: may harm a fetus ( 8.1 )
On later days, 200 mg twice a day. ( 2.6 , 14.5 ) ⏎ Reduce it in the old.
It was tested in the U.S. and abroad.
It was tested in the U.S. ⏎ The rates were low.
Approved by the U.S. Food and Drug Administration in May.
U.S. License No. 1760
Made by Zorfa Inc. Tarrytown, NY 10591
It is a trademark of Zorfa Inc. ⏎ All rights reserved.
Made for Zorfa Pharma, Inc. Plainville, NJ 08536 by Other Co. Ltd. in Pune.
Ask Dr. Weber about it. ⏎ He knows.
Avoid St. John's wort. ⏎ It lowers levels.
Use about approx. 5 mL of water.
The dose was 5 mg. ⏎ The effect was small.
The dose was 5 mg b.i.d. in all arms.
The dose was 100 mg b.i.d. ⏎ The effect was small.
Smith et al. reported a case.
Smith et al. ⏎ The case was mild.
Treat E. coli and S. aureus infections.
Weber A. B. Schmidt wrote it.
Levels of vitamin C. ⏎ Patients with low levels
He was tested for hepatitis B. ⏎ Carriers were excluded.
Volume is 3.6 L. ⏎ Elimination is slow.
Levels were below 1 mg/L. ⏎ Deaths were rare.
Was it safe? ⏎ Yes, it was!  ⏎ No one fell ill.
They asked “Is it safe?” ⏎ The answer was yes.
They said “It is safe.” ⏎ Then they left.
These “poor metabolizers.” ⏎ Plasma levels rise.
Store at 20? to 25?C (68? to 77?F).
Store at 20° to 25°C. ⏎ Protect from light.
Use it within 14 days. ⏎ 12 patients did not.
Wait 30 to 45 minutes ... then inject.
Wait… ⏎ Then inject.
Items . . . are left out.
• Wash your hands. ⏎ • Dry your hands.
Tell your doctor if you: ⏎ • have asthma
Step 1. Wash your hands. ⏎ Step 2. Dry your hands.
1. Wash your hands. ⏎ 2. Dry your hands.
1. Wash your hands ⏎ 2. Dry your hands ⏎ 3. Sit down.
4a. Hold the pen. ⏎ 4b. Press it.
Q. How can I tell? ⏎ A. Look at the window.
2.5. Mixing of the powder. ⏎ 2.6. Giving it.
As shown in Table 2. ⏎ The rates were low.
Table 4. Rates of Rash in Trial 1
As shown in Fig. 3 and Figs. 4 to 6.
It is given for 2 weeks; then it is stopped; no more is given.
Colon cases: one; Two; three.
Volumes of 0.5 mL (n = 12). ⏎ Nothing else.
A p.o. dose of 5 mg was used.
Give 5 mg i.v. over 5 min. ⏎ Then wait.
Give it q.d. or t.i.d. as needed.
The formula is CaZo2 • 2H2O and it is white.
The formula is C20H28 •HCl. ⏎ It is white.
Zorfan (see Dosage. Then stop) is given.
(Patients should be watched.) ⏎ Then they may go.
(See Zorfan use section.) ⏎ Safety is unknown.
Rates fell. (See Table 3.) ⏎ They rose later.
See www.zorfan.com or call 1-800-555-0100. ⏎ It is free.
Write to help@zorfan.com. ⏎ We answer.
It was safe.⏎Stop it at once.
Doses were 5, 10, and 20 mg. ⏎ b Percent of those treated.
Rates are shown. ⏎ * Two patients withdrew.
Rates are shown. ⏎ † Of those treated.
Rates are shown. ⏎ a Includes rash and hives.
The pH was 7.4. ⏎ pH rose later.
Levels fell. ⏎ mRNA was not found.
The drug was used at 5 mg/kg/day. ⏎ There was no harm.
Grade 3 or 4. ⏎ Nothing else.
Resolve to Grade 1. ⏎ Restart at a lower dose.
Serum creatinine of 1.5 mg/dL. ⏎ Above this, halve it.
It was 2.0 (95% CI 1.1, 3.4). ⏎ It fell.
It was well tolerated, etc. ⏎ Nothing else.
Lozenges, sprays, etc. are not held.
Use with aspirin, heparin, etc., with care.
Call Prof. Weber or Mrs. Schmidt.
Vol. 3, pp. 12 to 20.
Lot No. 12345 expires soon.
Sales of the S.p.A. firm rose.
Zorfa GmbH & Co. KG, Munich, Germany
Ph. Eur. grade water was used.
Zorfan, USP. ⏎ Made in Pune.
Zorfan® is white. ⏎ Zorfan™ is blue.
Zorfan is white. ⏎ ZORFAN is blue.
Take it at 8 a.m. and at 8 p.m. with food.
Between 3 a.m. and 5 a.m. nothing was given.
Stop it at once! ⏎ Call 911.
Do NOT freeze. ⏎ Do NOT shake.
None. ( 4 )
None. (4)
Watch the liver. (1) ⏎ • Watch the heart.
The rules are: (1) wash, (2) dry, and (3) rest.
Rules. ⏎ (1) Wash hands first.
It acts on IL-4Ra. ⏎ IL-13 is blocked too.
At Week 16. ⏎ At Week 52.
Values were -0.5 to 1.2. ⏎ -0.3 was the mean.
Levels were ≥ 3 mg. ⏎ ≥ 5% had rash.
It is 5 mg [200 IU]. ⏎ It is white.
The ratio was 1:1. ⏎ Then it fell.
Patients J. K. and L. M. were left out.
Reported as in J. Med. studies.
He weighed 80 kg. ⏎ His dose was 5 mg.
The half-life is 4 hr. ⏎ Food has no effect.
The dose was raised (to 10 mg). ⏎ Then it was cut.
They got "Zorfan." ⏎ No others did.
“Take it.” ⏎ “Do not chew it.”
Use Zorfan 5 mg/5 mL (0.1%). ⏎ Shake well.
Zorfan may cause: rash, hives, fever. ⏎ These pass.
It was approved in 1998. ⏎ New trials began in 1999.
Adults: 5 mg a day. ⏎ Children: 2 mg a day.
Do not use after the date (EXP). ⏎ Throw it away.
The arm, approx. 3% of all, did well.
It passed Phase 3. ⏎ Phase 4 is next.
Rash [see Adverse Reactions (6.1 , 6.2) and Clinical Pharmacology (12.6) ] . ⏎ 5.2 Eye Harm Eyes may itch.
See Zorfan (5.1) and (5.2). ⏎ Stop.
Rates rose (see Table 2 and Section 6.1). ⏎ They fell later.
"""
CASES = GOLD.strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_gold(case):
    wanted = [piece.strip() for piece in case.split("⏎") if piece.strip()]
    text = case.replace(" ⏎ ", " ").replace("⏎", "")
    assert [text[start:end] for start, end in sentences(text)] == wanted


def test_the_gold_is_large_enough():
    assert len(CASES) >= 120


_SNIPPETS = st.sampled_from(
    ["a", "B", ".", "?", "!", " ", "\n", "(", ")", "[see X (5.1)]", "( 5.1 )", "•", "1.", "U.S.", "e.g.", "…", "“", "”"]
)


@given(st.lists(_SNIPPETS | st.text(max_size=4)).map("".join))
def test_every_visible_character_lies_in_exactly_one_sentence(text):
    spans = list(sentences(text))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_offsets_are_relative_to_the_whole_text():
    text = "Left out. Take it. Drink water. Left out."
    assert [text[start:end] for start, end in sentences(text, 10, 31)] == ["Take it.", "Drink water."]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Risk Summary There are no data.", "Risk Summary"),
        ("Storage and Handling ZORFAN is sterile.", "Storage and Handling"),
        ("Limitations of Use: Zorfan is not a painkiller.", "Limitations of Use:"),
        ("Animal Data show harm.", None),
        ("Storage and Handling", None),
    ],
)
def test_a_sub_heading_is_told_from_the_sentence_it_runs_into(text, heading):
    end = run_in_heading(text, 0, len(text))
    assert (None if end is None else text[:end]) == heading
