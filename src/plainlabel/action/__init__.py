"""How a medicine acts: small models from the literature, each reproduced against its source.

It knows nothing of labels or editions; what a label states comes in as numbers. NumPy only.
"""
