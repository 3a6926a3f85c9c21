/** Text has a contrast of at least 4.5 with what lies below it, marks of at least 3, in light and in dark. */
const LIGHT = `
--page:#f6f7f9;--card:#fff;--ink:#1b2129;--faint:#57616d;--line:#d5dae1;--link:#0b57d0;--shade:#eef1f5;
--mark:#2f74c0;--earlier:#838d99;--best:#c2410c;--good:#17724a;--bad:#c02626;--warn:#8a5a00;
--tone-1:#8792a0;--tone-2:#5f8cc0;--tone-3:#2f6fbd;--tone-4:#12458f;--winner:#fff4ec`;
const DARK = `
--page:#0e1217;--card:#161b22;--ink:#e6e9ee;--faint:#a3adb9;--line:#303842;--link:#8ab4f8;--shade:#1e252e;
--mark:#5b9be6;--earlier:#75808c;--best:#fb923c;--good:#4ec98f;--bad:#ff8078;--warn:#e3b341;
--tone-1:#6b7785;--tone-2:#5580b5;--tone-3:#6ea5ea;--tone-4:#b3d2ff;--winner:#2b1f16`;

/** The style sheet of the page. Nothing in it moves, so it needs no rule for readers who prefer less motion. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:68rem;padding:2rem 1.5rem 4rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.2;margin:0}h2{font-size:1.2rem;margin:0 0 .75rem}h3{font-size:1rem;margin:0 0 .25rem}p{margin:.25rem 0}
header p{color:var(--faint)}header .line{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .75rem}
a{color:var(--link)}:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:1.25rem 0;padding:0}
nav a{display:block;padding:.25rem .75rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);text-decoration:none}nav a:hover{text-decoration:underline}
section{margin-top:2.25rem}figure{margin:0}
figure,.card,.wide,details{min-width:0}
.card,section>figure,.slices>figure{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.15rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11.5rem),1fr));gap:.75rem;margin:1.25rem 0 0}.cards dt{color:var(--faint);font-size:.85rem}
.cards dd{margin:0}.cards .figure{font-size:1.6rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}.cards .note{color:var(--faint);font-size:.85rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.75rem}
.bar{display:flex;gap:2px;height:.5rem;margin:.4rem 0;border-radius:.25rem;overflow:hidden;background:var(--shade)}.bar i{display:block;min-width:3px}
.bar .good{background:var(--good)}.bar .bad{background:var(--bad)}.bar .still{background:var(--earlier)}.bar .busy{background:var(--mark)}
.status{white-space:nowrap;font-weight:600}.status::before{margin-right:.35em;font-weight:400}
.status.good,.finding.note h3{color:var(--good)}.status.bad{color:var(--bad)}.status.still{color:var(--faint)}.status.busy{color:var(--link)}
.status.good::before{content:"\\2713"/""}.status.bad::before{content:"\\2715"/""}.status.still::before{content:"\\25A0"/""}.status.busy::before{content:"\\25CF"/""}
.finding{border-left:4px solid var(--faint);margin-top:.75rem}.finding.error{border-left-color:var(--bad)}.finding.warning{border-left-color:var(--warn)}.finding.note{border-left-color:var(--link)}
.finding .kind{font-weight:600;text-transform:capitalize}.finding.error .kind{color:var(--bad)}.finding.warning .kind{color:var(--warn)}.finding.note .kind,.finding.note h3{color:inherit}
.finding p{white-space:pre-line}.finding code{color:var(--faint);font-size:.8rem}
.chart{margin:.5rem 0}.chart svg{display:block;width:100%;height:auto}.chart .on-narrow{display:none}.chart .on-narrow svg{max-width:32rem;margin:0 auto}
figcaption{color:var(--faint);font-size:.875rem}.key{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:.25rem 0 0;padding:0;color:var(--faint);font-size:.85rem}
.key+.slices{margin-top:.75rem}.slices{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:.75rem}.slices>figure{display:flex;flex-direction:column;padding:.75rem .85rem}.slices .chart{margin-top:auto}
table{border-collapse:collapse;font-size:.85rem;min-width:100%}caption{text-align:left;color:var(--faint);padding:.25rem .6rem;position:sticky;left:0}
th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left;white-space:nowrap;vertical-align:top}tbody tr:last-child>*{border-bottom:0}
thead th{white-space:normal;max-width:11rem;vertical-align:bottom;position:sticky;top:0;background:var(--shade);color:var(--faint);font-weight:600}th[scope=row]{font-weight:400;font-family:ui-monospace,monospace;font-size:.8rem}
.number{text-align:right;font-variant-numeric:tabular-nums}td.prose{white-space:normal;min-width:18rem}tr.best>*{background:var(--winner);font-weight:600}
.wide{overflow:auto;max-height:34rem;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}details .wide{margin-top:.5rem}
.plain{width:100%}.plain th,.plain td{white-space:normal;padding:.3rem 0;border:0}.plain td{padding-left:.75rem}.plain .number{white-space:nowrap}.plain.values{width:auto;min-width:0}.plain.values td{padding-left:2rem;text-align:left}.plain.values .number{white-space:normal}.plain .share{width:45%}.share i{display:block;height:.7rem;border-radius:.2rem;background:var(--mark);min-width:2px}
summary{cursor:pointer;color:var(--link);width:max-content;padding:.15rem 0;font-size:.875rem}
pre{background:var(--shade);border-radius:.4rem;margin:.4rem 0 0;padding:.6rem .75rem;font:.8rem/1.5 ui-monospace,monospace;white-space:pre-wrap}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mark:hover{stroke:var(--ink)}
@media (max-width:47.99rem){body{padding:1.25rem 1rem 3rem}.chart .on-wide{display:none}.chart .on-narrow{display:block}}
@media print{
:root{color-scheme:light;${LIGHT};--page:#fff}
html{font-size:11px}body{max-width:none;padding:0;font-size:1rem;print-color-adjust:exact}nav,details{display:none}.wide{max-height:none;overflow:visible;border:0}
section{margin-top:1.25rem}figure,.card,tr{break-inside:avoid}h2,h3{break-after:avoid}th,td{white-space:normal;padding:.15rem .3rem;overflow-wrap:break-word}th[scope=row]{font-size:.7rem}.wide th[scope=row]{white-space:nowrap}td.prose{overflow-wrap:anywhere}.wide table{font-size:.75rem}td.prose{min-width:0}
.chart .on-wide{display:block}.chart .on-narrow{display:none}thead th,caption{position:static}
}
`;
