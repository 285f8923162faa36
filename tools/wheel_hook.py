"""What the wheel holds beside the sources: the compiled reader, where ``make fast`` made it of just these sources.

Such a wheel is for the Python and the platform that it was made on; without the compiled reader it is for all of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Adds the library and its manifest, if they may be used."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is made; an editable one takes what lies in the sources' folder."""
        if version == "editable":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from maydan import native

            found = native.state(source)
        finally:
            sys.path.remove(str(source))
        if found.name != "compiled":
            return
        for file in (found.library, native.manifest_of(found.library.parent)):
            build_data["force_include"][str(file)] = f"maydan/{native.FOLDER}/{file.name}"
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
