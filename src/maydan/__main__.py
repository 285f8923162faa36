"""``python -m maydan``."""

from maydan.cli.main import main

if __name__ == "__main__":
    main()
