"""`python -m pipeline` is `tidyclaims`."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
