"""`python -m plainlabel` is the command `plainlabel`."""

from plainlabel.interfaces.cli import main

if __name__ == "__main__":
    main()
