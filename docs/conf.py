from unmojibake import __version__

project = "unmojibake"
author = "The unmojibake authors"
copyright = "2026, The unmojibake authors"
release = version = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"unmojibake {__version__}"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autoclass_content = "class"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

# No network in the build: the standard library's names are not linked.
intersphinx_mapping: dict[str, tuple[str, None]] = {}
nitpick_ignore = [("py:class", "unmojibake.damaging.forward.StepLike")]  # a protocol that no caller names
nitpick_ignore_regex = [("py:.*", r"(?!unmojibake).*")]
