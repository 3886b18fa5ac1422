"""The page's frame and looks."""

from string import Template

FRAME = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>unmojibake report</title>
<style>
$style</style>
</head>
<body>
<h1>unmojibake report</h1>
$body
<footer>unmojibake $version. $note</footer>
</body>
</html>
""")

UNCHANGED = "Nothing was changed: <code>unmojibake fix --in-place</code> does that."
"""The note under a page that shows what would be."""

STYLE = """\
:root { color-scheme: light dark; --line: #8886; --old: #f9c6c6; --new: #bfe8c5; --box: #e8e0f5; --bar: #4a7ab5; }
@media (prefers-color-scheme: dark) { :root { --old: #6d2a2a; --new: #24522c; --box: #463a5e; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 76em; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 2em; }
th, td { border: 1px solid var(--line); padding: .3em .5em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
td.number, th.number { text-align: right; }
td.text { white-space: pre-wrap; unicode-bidi: isolate; }
col.sure { width: 7em; } col.place { width: 17em; } col.number { width: 7em; }
mark { color: inherit; } td.old mark { background: var(--old); } td.new mark { background: var(--new); }
mark b { text-decoration: underline dotted; cursor: help; }
.box { border: 1px solid currentcolor; border-radius: 3px; background: var(--box); font: .7em monospace;
  padding: 0 .2em; margin: 0 .1em; white-space: nowrap; unicode-bidi: isolate; }
figure { display: inline-block; width: 31em; max-width: 100%; margin: 0 2em 1em 0; }
svg rect { fill: var(--bar); } svg text { font: 10px sans-serif; fill: currentcolor; }
svg .count, svg .tick { text-anchor: middle; } svg .axis { stroke: currentcolor; }
svg line.threshold { stroke: #c33; stroke-dasharray: 4 3; } svg text.threshold { fill: #c33; }
small { opacity: .75; }
"""
