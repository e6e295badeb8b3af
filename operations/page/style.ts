/** The style of every page, for dark and light mode, narrow screens and paper. Pages add their rules after it. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #17212b; --soft: #5a6b78; --line: #d5dde3; --back: #f3f6f8;
  --error: #b3261e; --warning: #8a5300; --info: #0d5cab; --good: #1b6e2b; --mark: #0d5cab; }
@media (prefers-color-scheme: dark) { :root { --paper: #16202a; --ink: #e6edf3; --soft: #a3b3c0; --line: #33424f; --back: #0d141b;
  --error: #ff8a80; --warning: #ffc266; --info: #82b9ff; --good: #7fd48f; --mark: #82b9ff; } }
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: anywhere; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
header, main, footer { max-width: 1640px; margin: 0 auto; padding: 0 20px; }
h1 { font-size: 24px; margin: 18px 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 28px 0 10px; }
h3 { font-size: 15px; margin: 14px 0 4px; }
a { color: var(--mark); }
code, pre { font: 12.5px/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
pre { margin: 4px 0; padding: 8px 10px; background: var(--back); border: 1px solid var(--line); border-radius: 6px; max-height: 320px; overflow: auto; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; margin: 10px 0; }
.soft { color: var(--soft); }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .good { color: var(--good); }
.badge { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 9px; font-size: 13px; font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 10px; margin: 14px 0; }
.tile { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.tile strong { display: block; font-size: 22px; line-height: 1.25; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); font-size: 13px; }
button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 7px; padding: 5px 11px; }
select, input { max-width: 100%; } label { display: inline-block; max-width: 100%; }
button { cursor: pointer; } button:hover { border-color: var(--mark); } button:disabled { opacity: .45; cursor: default; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 1px; }
.bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin: 8px 0; }
.picture { background: #ffffff; border: 1px solid var(--line); border-radius: 10px; overflow: auto; max-height: 78vh; }
.picture svg { display: block; }
g.activity.seen > rect { stroke: #0d5cab; stroke-width: 2.5; }
g.activity.here > rect { stroke: #0d5cab; stroke-width: 5; fill: #d3e6ff; }
g.activity.found > rect { stroke: #8a5300; stroke-width: 5; }
g.link.seen > path:first-child { stroke: #0d5cab; stroke-width: 3.2; stroke-dasharray: none; }
g.link.seen > path:last-child { fill: #0d5cab; }
.quiet g.activity:not(.seen):not(.here), .quiet g.link:not(.seen) { opacity: .32; }
@media print { body { background: #ffffff; color: #000000; font-size: 11pt; } .picture { max-height: none; overflow: visible; border: 0; }
  .picture svg { width: 100%; height: auto; } .noprint { display: none; } .card { break-inside: avoid; border-color: #bbbbbb; } pre { max-height: none; } h2 { break-after: avoid; } }
`;
