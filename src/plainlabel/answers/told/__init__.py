"""What the facts of a label tell: for each type of question the aligned facts, said in our own words with their places."""
