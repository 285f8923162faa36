"""What leaves a case, and what it is held against: one registry of formats, publish profiles, comparison tables."""

from maydan.exports.model import About, Bundle, bundle
from maydan.exports.profiles import PROFILES, Preview, Profile, preview
from maydan.exports.registry import FORMATS, Exported, export

__all__ = ["FORMATS", "PROFILES", "About", "Bundle", "Exported", "Preview", "Profile", "bundle", "export", "preview"]
