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
"""The note under a page of changes that were not made."""

STYLE = """\
:root { color-scheme: light dark; --line: #8884; --head: #8881; --old: #fbd0d0; --new: #c4ecca; --box: #e8e0f5;
  --bar: #4a7ab5; --limit: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --old: #6d2a2a; --new: #24522c; --box: #463a5e; --bar: #6b9bd8;
  --limit: #ff8a80; } }
body { font: 15px/1.55 system-ui, sans-serif; margin: 2.5em auto; max-width: 80em; padding: 0 1.25em; }
h1 { font-size: 1.9em; margin: 0 0 .3em; } h2 { font-size: 1.3em; margin: 2em 0 .6em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 2em; }
th, td { border-bottom: 1px solid var(--line); padding: .45em .7em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: var(--head); font-weight: 600; border-bottom-width: 2px; }
tbody tr:hover { background: var(--head); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.text { white-space: pre-wrap; unicode-bidi: isolate; line-height: 1.8; }
col.sure { width: 8em; } col.place { width: 16em; } col.number { width: 7em; }
mark { color: inherit; padding: .1em 0; border-radius: 2px; }
td.old mark { background: var(--old); } td.new mark { background: var(--new); }
mark b { text-decoration: underline dotted; text-underline-offset: .25em; cursor: help; }
.box { border: 1px solid currentcolor; border-radius: 3px; background: var(--box); font: .7em monospace;
  padding: 0 .2em; margin: 0 .1em; white-space: nowrap; unicode-bidi: isolate; }
figure { display: inline-block; width: 31em; max-width: 100%; margin: 0 2em 1em 0; }
svg { display: block; width: 100%; } svg rect { fill: var(--bar); }
svg text { font: 10px sans-serif; fill: currentcolor; }
svg .count, svg .tick { text-anchor: middle; } svg .axis { stroke: currentcolor; }
svg line.threshold { stroke: var(--limit); stroke-dasharray: 4 3; } svg text.threshold { fill: var(--limit); }
small, figcaption, footer { opacity: .75; }
@media (max-width: 48em) {
  body { margin: 1em auto; padding: 0 .8em; }
  table { table-layout: auto; } col.number { width: auto; } th, td { padding: .35em .4em; }
  th { overflow-wrap: normal; }
  #changes, #left, #changes tbody, #left tbody { display: block; }
  #changes colgroup, #left colgroup, #changes thead, #left thead { display: none; }
  #changes tr, #left tr { display: block; border: 1px solid var(--line); border-radius: 6px; margin-bottom: .8em; }
  #changes td, #left td { display: block; border: 0; text-align: left; }
  td[data-name]::before { content: attr(data-name) ": "; opacity: .75; }
}
@media print { tr { break-inside: avoid; } }
"""
