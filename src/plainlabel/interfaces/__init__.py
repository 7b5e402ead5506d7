"""The ways in: the command line now, pages and HTTP later. They hold no logic of their own."""
