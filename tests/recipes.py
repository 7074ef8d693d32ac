"""The blocks of docs/recipes.md, and what each gives; `python -m tests.recipes FOLDER` prints it for a release in FOLDER."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

PAGE = Path(__file__).parents[1] / "docs" / "recipes.md"
BLOCK = re.compile(r"^## (?P<part>.+?)$|^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A block: the heading it stands under, its language and its code."""

    part: str
    language: str
    code: str


def recipes(part: str, language: str) -> list[Recipe]:
    """The blocks of a part of the page in one language."""
    return [recipe for recipe in all_recipes() if (recipe.part, recipe.language) == (part, language)]


def all_recipes() -> Iterator[Recipe]:
    """The blocks of the page, in order."""
    part = ""
    for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        part = match["part"] or part
        if match["language"]:
            yield Recipe(part, match["language"], match["code"])


def python_answers(part: str) -> Iterator[object]:
    """What each Python block of a part leaves in `answer`, run one after another in the working directory."""
    names: dict[str, object] = {}
    for recipe in recipes(part, "python"):
        exec(compile(recipe.code, f"{PAGE.name}: {part}", "exec"), names)
        yield names.pop("answer")


def duckdb_answers() -> Iterator[list[tuple[object, ...]]]:
    """The rows of each SQL block for DuckDB."""
    with duckdb.connect("processed/latest/tidyclaims.duckdb", read_only=True) as database:
        for recipe in recipes("DuckDB", "sql"):
            yield database.execute(recipe.code).fetchall()


def postgres_answers(url: str) -> Iterator[list[tuple[object, ...]]]:
    """The rows of each SQL block for PostgreSQL."""
    import psycopg

    with psycopg.connect(url) as connection:
        for recipe in recipes("PostgreSQL", "sql"):
            yield connection.execute(recipe.code).fetchall()  # type: ignore[arg-type]  # the page's own text


def main() -> None:
    """Print what the blocks give."""
    with contextlib.chdir(sys.argv[1]):
        for part in ("pandas", "DuckDB", "spaCy"):
            for answer in python_answers(part):
                sys.stdout.write(f"## {part}\n{answer}\n")
        for rows in duckdb_answers():
            sys.stdout.write("## DuckDB, SQL\n" + "".join(f"{row}\n" for row in rows[:6]))
        for rows in postgres_answers(os.environ["DATABASE_URL"]) if "DATABASE_URL" in os.environ else ():
            sys.stdout.write("## PostgreSQL\n" + "".join(f"{row}\n" for row in rows[:6]))


if __name__ == "__main__":
    main()
