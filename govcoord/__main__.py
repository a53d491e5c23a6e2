"""``python -m govcoord``."""

from govcoord.cli import main

if __name__ == "__main__":
    main()
