"""From a question's text to what it asks: the medicines it names, its type, topic, person and danger signs.

Nothing here reads a label. The names come through `NameIndex`, which an open edition is.
"""
