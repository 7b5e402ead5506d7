"""The desk: answers that were published, and whether the labels they rest on still say so."""
