"""Where documents lie: a path of this machine, or an address that fsspec knows (s3://…, https://…, zip://::texts.zip).

The one package that speaks to fsspec, which is imported only where an address is named. A local path stays a pathlib.Path;
a Remote has those of its methods that reading needs.
"""

from pipeline.places.folders import Child, child_of, children
from pipeline.places.place import Place, absolute, beside, look_again, measured, place_of, size_of
from pipeline.places.remote import Remote
from pipeline.places.stores import masked

__all__ = [
    "Child", "Place", "Remote", "absolute", "beside", "child_of", "children", "look_again", "masked", "measured", "place_of",
    "size_of",
]  # fmt: skip
