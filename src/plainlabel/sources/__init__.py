"""The feeds that keep an edition current: one module a feed, on one client that fetches carefully."""
