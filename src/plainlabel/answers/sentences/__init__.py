"""Facts in sentences of our own: every kind of fact can say itself in plain words, numbers and negations exact."""
