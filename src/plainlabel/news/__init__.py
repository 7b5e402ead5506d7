"""News from the data: label changes, approvals, recalls and FDA's own alerts, each with the medicines it concerns."""
