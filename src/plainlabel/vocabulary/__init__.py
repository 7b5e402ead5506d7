"""The vocabulary: facts kept as data files beside the code that loads them.

Each file says its source and date here.

- ``sections.tsv``: LOINC codes of SPL document sections with openFDA's field name, a plain title, who the section is written for,
  its chapter and the sections it usually stands in. Codes: LOINC document ontology as FDA's SPL guide lists it; field names:
  openFDA's drug label schema (2026-07). Order: that of a label under 21 CFR 201.57, old format (201.80) and OTC sections beside
  their kin.
- ``headings.txt``: standard headings of label sections that the regulations and openFDA's data prescribe, one a line.
- ``heading_words.tsv``: words by the role they play where a heading meets a sentence (our own list, from looking at labels).
- ``subheadings.txt``: unnumbered headings that stand inside sections, one a line.
- ``excipients.tsv``: names of inactive ingredients with UNII. Source: FDA Inactive Ingredient Database (2026-07), with names
  seen in the product data of labels added.
"""
