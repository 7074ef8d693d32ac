"""The pictures in the documentation are those that the script takes, no more and no fewer."""

from __future__ import annotations

from tests.pictures import PICTURES, pictures
from tests.report.synthetic import synthetic_release


def test_the_script_takes_every_picture_there_is(tmp_path, monkeypatch) -> None:
    release = synthetic_release(tmp_path, documents=2)
    monkeypatch.setattr("tests.pictures.READ", "reports/2015/arvenia-00000.html")
    taken = {f"{picture.name}.png" for picture in pictures(release)}
    assert taken == {path.name for path in PICTURES.glob("*.png")}
