import type { Severity } from "../../flow";
import { html, jsonBlock, raw, selfContained, type Html } from "../page/html";
import { PAGE_STYLE } from "../page/style";
import { EXAMPLE_NAME, type PlayedCall } from "./play";
import { REVIEW_SCRIPT } from "./script";
import { stepsOf } from "./steps";
import type { Review } from "./index";
import { references, details } from "./page-details";
import { findings, changed } from "./page-findings";

const REVIEW_STYLE = `
.columns { display: grid; grid-template-columns: minmax(0, 2.3fr) minmax(280px, 1fr); gap: 14px; align-items: start; }
@media (max-width: 1000px) { .columns { grid-template-columns: minmax(0, 1fr); } }
#now { min-height: 120px; } #step { flex: 1 1 160px; }
.finding { border-left: 4px solid var(--line); padding: 2px 0 2px 12px; margin: 12px 0; }
.finding.error { border-color: var(--error); color: inherit; } .finding.warning { border-color: var(--warning); color: inherit; } .finding.info { border-color: var(--info); color: inherit; }
.finding p { margin: 2px 0; }
.called { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 10px; align-items: start; border-bottom: 1px solid var(--line); padding: 8px 0; }
.called p { margin: 2px 0; } .called:last-child { border: 0; }
@media print { .columns { display: block; } #player { display: none; } }
`;

/** One self-contained page about a flow, which makes no request. */
export function reviewPage(review: Review): string {
  const { flow, mask } = review;
  const steps = review.calls.map((call) => stepsOf(flow, call, mask));
  return selfContained({
    title: `Review of ${flow.name}`,
    style: `${PAGE_STYLE}${REVIEW_STYLE}`,
    script: REVIEW_SCRIPT,
    body: html`<header>${head(review)}</header>
      <main>
        ${summary(review)} ${calls(review)} ${stage(review)} ${findings(review)} ${changed(review)}
        ${references(review)} ${details(review, steps)}
      </main>
      <footer class="soft">
        <p>Made by datadip from the exported flow alone. Nothing was uploaded, and this page asks for nothing.</p>
      </footer>
      ${jsonBlock("review-data", { calls: review.calls.map(({ title }, index) => ({ title, steps: steps[index] ?? [] })) })}`,
  });
}

const SOURCES: Readonly<Record<Review["source"], string>> = {
  invented: `Answers of Salesforce and other servers are invented: the caller who is known is called ${EXAMPLE_NAME}.`,
  table: "Answers of Salesforce and other servers come from a table that was given.",
  records:
    "This page holds records that were given: treat it as confidential. Searches were answered from them by datadip's Salesforce emulator.",
};

const head = ({ flow, source, foundRecords, mask }: Review): Html =>
  html`<h1>${flow.name}</h1>
    <p class="soft">
      ${flow.flowType === "SUBFLOW" ? "Subflow" : "Call flow"}${flow.version === null ? "" : `, version ${flow.version}`}${flow.description === "" ? "" : `. ${mask(flow.description)}`}
    </p>
    <p class="${source === "records" ? "warning" : "soft"}">${SOURCES[source]}</p>
    ${!foundRecords && html`<p class="warning">No search of the flow found any of these records.</p>`}`;

function summary({ flow, findings: found, calls: played }: Review): Html {
  const count = (severity: Severity): number => found.filter((finding) => finding.severity === severity).length;
  const bad = played.filter(({ level }) => level === "error").length;
  const activities = flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const tile = (value: string, words: string, level = ""): Html =>
    html`<div class="tile"><strong class="${level}">${value}</strong>${words}</div>`;
  return html`<div class="tiles">
    ${tile(String(count("error")), count("error") === 1 ? "error" : "errors", count("error") > 0 ? "error" : "good")}
    ${tile(String(count("warning")), count("warning") === 1 ? "warning" : "warnings", count("warning") > 0 ? "warning" : "good")}
    ${played.length > 0 && tile(`${bad} of ${played.length}`, "played calls go wrong", bad > 0 ? "error" : "good")}
    ${tile(String(activities), activities === 1 ? "activity" : "activities")}
    ${tile(String(flow.variables.length), flow.variables.length === 1 ? "variable" : "variables")}
  </div>`;
}

const LEVELS = { error: "Goes wrong", warning: "Look at it", good: "Fine" } as const;

function calls({ calls: played, mask }: Review): Html {
  if (played.length === 0)
    return html`<p class="card soft">A subflow is called by other flows; no call was played.</p>`;
  return html`<h2>Played calls</h2>
    <div class="card">
      ${played.map(
        (call, index) =>
          html`<div class="called">
            <div>
              <p><span class="badge ${call.level}">${LEVELS[call.level]}</span> <strong>${call.title}</strong></p>
              <p>${mask(call.verdict)}</p>
              <p class="soft">${mask(call.record)}</p>
            </div>
            <button class="noprint" data-call="${index}">Step through</button>
          </div>`,
      )}
    </div>`;
}

const stage = ({ picture, calls: played }: Review): Html =>
  html`<h2 id="stage">The flow</h2>
    <div class="bar noprint">
      <button id="zoom-out" aria-label="Smaller">&minus;</button><span id="zoom-now"></span>
      <button id="zoom-in" aria-label="Larger">+</button><button id="zoom-fit">Whole width</button>
      <label>Find <input id="search" type="search" placeholder="an activity, a text" /></label>
      <span id="search-count" class="soft" role="status"></span>
    </div>
    <div class="${played.length > 0 ? "columns" : ""}">
      <div id="picture" class="picture" tabindex="0" role="group" aria-label="Picture of the flow">${raw(picture)}</div>
      ${played.length > 0 && player(played)}
    </div>`;

const player = (played: readonly PlayedCall[]): Html =>
  html`<section id="player" class="card" aria-label="A call, step by step">
    <label
      >Call
      <select id="call">
        <option value="">choose one</option>
        ${played.map(({ title }, index) => html`<option value="${index}">${title}</option>`)}
      </select></label
    >
    <div class="bar">
      <button id="first" aria-label="First step">|&lt;</button><button id="back" aria-label="Step back">&lt;</button>
      <button id="play">Play</button><button id="next" aria-label="Next step">&gt;</button>
      <button id="last" aria-label="Last step">&gt;|</button>
    </div>
    <div class="bar">
      <input id="step" type="range" min="0" value="0" aria-label="Step" /><span id="step-now" class="soft"></span>
    </div>
    <div id="now" aria-live="polite"></div>
  </section>`;
