import { PAGE_STYLE } from "../operations/page/style";

/** The common style of datadip's pages, with the console's own. */
export const CONSOLE_STYLE = `${PAGE_STYLE}
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 8px; background: var(--paper); padding: 6px 12px; z-index: 2; }
header { padding-top: 10px; } .where { margin: 0 0 8px; } .badge.sandbox { color: var(--good); } .badge.live { color: var(--error); }
nav { display: flex; flex-wrap: wrap; gap: 4px; border-bottom: 1px solid var(--line); }
nav a { padding: 7px 14px; text-decoration: none; color: inherit; border: 1px solid transparent; border-bottom: 0; border-radius: 8px 8px 0 0; }
nav a:hover { text-decoration: underline; } nav a[aria-current] { background: var(--paper); border-color: var(--line); font-weight: 600; }
main { padding-bottom: 30px; } main:focus { outline: none; } .card > :first-child, section > h2:first-child { margin-top: 0; }
#status { max-width: 1640px; margin: 0 auto; padding: 0 20px 20px; min-height: 1.5em; }
.problem { border-left: 4px solid var(--error); padding: 2px 0 2px 12px; white-space: pre-line; }
.halves { display: grid; grid-template-columns: minmax(240px, 1fr) minmax(0, 2.8fr); gap: 14px; align-items: start; }
@media (max-width: 820px) { .halves { grid-template-columns: minmax(0, 1fr); } }
.scroll { overflow-x: auto; max-height: 460px; overflow-y: auto; } th[scope=row] { width: 32%; }
textarea { width: 100%; font: 12.5px/1.45 ui-monospace, Menlo, Consolas, monospace; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 7px; padding: 8px; }
.field { display: block; margin: 0 0 9px; } .field > span { display: block; font-size: 13px; color: var(--soft); } .field input:not([type=checkbox]), .field select { width: 100%; }
.field input::placeholder { color: var(--soft); opacity: 1; }
.pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 7px; max-width: 240px; } .pad button { font-size: 18px; padding: 9px 0; }
.go { background: #1b6e2b; border-color: #1b6e2b; color: #ffffff; } .stop { background: #b3261e; border-color: #b3261e; color: #ffffff; }
.clock { font-size: 22px; font-variant-numeric: tabular-nums; margin: 0; } ol.heard { list-style: none; padding: 0; margin: 0; } ol.heard li { padding: 3px 0; border-bottom: 1px solid var(--line); }
ol.heard time { color: var(--soft); font-variant-numeric: tabular-nums; padding-right: 8px; }
.drifted { color: var(--error); font-weight: 600; } del { color: var(--error); } ins { color: var(--good); text-decoration: none; white-space: pre-line; } #picture { max-height: 54vh; margin-bottom: 12px; }
g.box-link > rect:last-of-type { cursor: pointer; } svg a:focus-visible rect { stroke: #0d5cab; stroke-width: 4; }
td form, .inline { display: inline; } .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr)); gap: 12px; align-items: start; } .cards .card { margin: 0; }
.finding { border-left: 4px solid var(--line); padding: 2px 0 2px 12px; margin: 12px 0; } .finding.error { border-color: var(--error); color: inherit; } .finding p { margin: 2px 0; } .scroll.tall { max-height: none; }
.reference pre { max-height: none; }
.kinds a { padding: 3px 10px; } nav.kinds { margin-bottom: 12px; }
.htmx-request button { opacity: .6; }
`;
