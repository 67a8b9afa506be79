"""A report as a page for the browser: one file without scripts, that needs nothing from anywhere.

Owns how the figures look as a table and as a small chart. Everything that came from a source is escaped, since a
dump is untrusted.
"""

from __future__ import annotations

from html import escape

from core.language import thousands
from core.v2.report import OUTCOMES, Outcome, Report, TableCount

_WORDS: dict[Outcome, str] = {
    "created": "imported",
    "identical": "here already",
    "updated": "updated",
    "set_aside": "set aside",
}
_COLORS: dict[Outcome, str] = {
    "created": "#3B5BDB",
    "identical": "#8A94A6",
    "updated": "#237A35",
    "set_aside": "#A65200",
}
_WIDTH, _BAR = 640, 22  # pixels
_LISTED = 2_000  # rows set aside on the page; the JSON beside it has all that the report lists

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1F2328; background: #FFF }
body { max-width: 46rem; margin: 3rem auto; padding: 0 1rem }
h1 { font-size: 1.6em; margin-bottom: .2em } h2 { font-size: 1.2em; margin-top: 2em }
.muted { color: #5C636B } .verdict { font-weight: 600 }
table { border-collapse: collapse; width: 100% }
th, td { padding: .3em .6em; border-bottom: 1px solid #DEDED9; vertical-align: top }
th { text-align: left; font-weight: 600 } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
code { font-size: .9em; overflow-wrap: anywhere } ul { padding-left: 1.2em } svg { margin-top: 1.5em }
@media (prefers-color-scheme: dark) {
  body { color: #E6E8EB; background: #1C1E22 } .muted { color: #9AA3AD } th, td { border-color: #33373E }
  svg text { fill: #E6E8EB } rect { stroke: #1C1E22 }
}
"""


def page(report: Report) -> str:
    """The report as HTML."""
    doing = "What an import would do" if report.dry_run else "Import from version 2"
    made = f"{report.finished_at:%Y-%m-%d %H:%M} UTC · {thousands(report.size)} bytes"
    parts = [
        f"<h1>{doing}</h1>",
        f'<p class="muted">{escape(report.file)} · {made}</p>',
        f'<p class="verdict">{escape(report.kept_verdict)}</p>',
        _table(report),
        _chart(report),
        _list("Noticed", report.kept_noticed),
        _list(
            "Not carried",
            [f"{name}: {thousands(rows)} rows" for name, rows in sorted(report.not_carried.items())],
        ),
        _list("Files that belong to no note, kept all the same", report.unattached[:_LISTED]),
        _set_aside(report),
        f'<p class="muted">{escape(_last_words(report))}</p>',
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{doing}</title>'
    return f"<!doctype html><html lang=en><head>{head}<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"


def _table(report: Report) -> str:
    heads = "<th></th>".join(f'<th class="n">{_WORDS[outcome]}</th>' for outcome in OUTCOMES)
    rows = "".join(_row(each) for each in report.tables)
    return (
        "<h2>Every row is accounted for</h2>" if report.complete else "<h2>The figures</h2>"
    ) + f'<table><tr><th></th><th class="n">in the source</th><th></th>{heads}</tr>{rows}</table>'


def _row(table: TableCount) -> str:
    numbers = "<td>+</td>".join(
        f'<td class="n">{thousands(getattr(table, outcome))}</td>' for outcome in OUTCOMES
    )
    name = f'{escape(table.table)}<br><span class="muted">{escape(table.kind)}</span>'
    sign = "=" if table.adds_up else "≠"
    return f'<tr><td>{name}</td><td class="n">{thousands(table.source)}</td><td>{sign}</td>{numbers}</tr>'


def _chart(report: Report) -> str:
    """A bar for each table, as long as its rows are many, in the parts that they went into."""
    most = max((table.source for table in report.tables), default=0)
    if not most:
        return ""
    bars = []
    for at, table in enumerate(report.tables):
        y = at * 2 * _BAR
        bars.append(f'<text x="0" y="{y + 14}" font-size="13">{escape(table.table)}</text>')
        bars.append(_bar(table, y + 20, most))
    height = len(report.tables) * 2 * _BAR + 30
    legend = " ".join(
        f'<tspan fill="{_COLORS[outcome]}">■</tspan> {_WORDS[outcome]}&#160;&#160;' for outcome in OUTCOMES
    )
    told = "; ".join(_told(table) for table in report.tables)
    return (
        f'<svg role="img" aria-label="{escape(told, quote=True)}" width="100%" viewBox="0 0 {_WIDTH} {height}">'
        f'{"".join(bars)}<text x="0" y="{height - 6}" font-size="12">{legend}</text></svg>'
    )


def _bar(table: TableCount, y: int, most: int) -> str:
    x, pieces = 0.0, []
    for outcome in OUTCOMES:
        count = getattr(table, outcome)
        if count:
            width = max(2.0, count / most * _WIDTH)
            pieces.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR - 8}" fill="{_COLORS[outcome]}">'
                f"<title>{thousands(count)} {_WORDS[outcome]}</title></rect>"
            )
            x += width
    return "".join(pieces)


def _told(table: TableCount) -> str:
    counts = ", ".join(f"{thousands(getattr(table, outcome))} {_WORDS[outcome]}" for outcome in OUTCOMES)
    return f"{table.table}: {thousands(table.source)} in the source, {counts}"


def _list(head: str, lines: tuple[str, ...] | list[str]) -> str:
    if not lines:
        return ""
    return f"<h2>{head}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _set_aside(report: Report) -> str:
    if not report.set_aside:
        return ""
    rows = "".join(
        f"<tr><td>{escape(row.table)}<br>{thousands(row.line)}</td><td>{escape(row.reason)} {escape(row.remedy)}<br>"
        f"<code>{escape(row.id or '')}</code><br><code>{escape(row.excerpt)}</code></td></tr>"
        for row in report.set_aside[:_LISTED]
    )
    more = len(report.set_aside) - len(report.set_aside[:_LISTED]) + report.set_aside_not_listed
    rest = f"<p>… and {thousands(more)} more; the JSON beside this page lists them.</p>" if more else ""
    return f"<h2>Set aside</h2><table><tr><th>where</th><th>why, and what helps</th></tr>{rows}</table>{rest}"


def _last_words(report: Report) -> str:
    batch = f"This import is {report.batch}. " if report.batch else ""
    backup = f"The notebook as it was before is in {report.backup}. " if report.backup else ""
    return f"{batch}{backup}Keep version 2 until you have verified that all is here."
