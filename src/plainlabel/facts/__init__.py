"""Label -> Fact: one module a kind of fact."""
