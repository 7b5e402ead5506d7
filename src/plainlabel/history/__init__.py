"""How labels change: what became of a quoted passage, and what changed between two versions, sentence by sentence."""
