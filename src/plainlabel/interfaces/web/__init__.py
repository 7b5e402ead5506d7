"""The site and its API: pages and JSON from an open edition, no logic of their own."""
