import type { FlowChange, Severity } from "../../flow";
import { html, jsonBlock, raw, selfContained, type Html } from "../page/html";
import { PAGE_STYLE } from "../page/style";
import { EXAMPLE_NAME, type PlayedCall } from "./play";
import { REVIEW_SCRIPT } from "./script";
import { stepsOf, type Step } from "./steps";
import type { Review } from "./index";

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

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

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

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  error: "Errors",
  warning: "Warnings",
  info: "Worth knowing",
};

function findings({ flow, findings: found, mask }: Review): Html {
  const handles = new Map(
    flow.processes.flatMap(({ key, nodes }, process) =>
      nodes.map(({ name }, index) => [`${key} ${name}`, `${process}.${index}`] as const),
    ),
  );
  const place = ({ process, activity, path }: Review["findings"][number]): Html => {
    const handle = handles.get(`${process} ${activity}`);
    const shown = activity === "" ? path || "the whole flow" : activity;
    return handle === undefined ? html`${shown}` : html`<a href="#stage" data-show="${handle}">${shown}</a>`;
  };
  const section = (severity: Severity): Html | undefined => {
    const those = found.filter((finding) => finding.severity === severity);
    if (those.length === 0) return undefined;
    return html`<details ${raw(severity === "info" ? "" : "open")}>
      <summary><strong class="${severity}">${SEVERITY_TITLES[severity]}</strong> (${those.length})</summary>
      ${those.map(
        (finding) =>
          html`<div class="finding ${severity}">
            <p><strong>${place(finding)}</strong>: ${mask(finding.message)}</p>
            <p>${finding.why}</p>
            <p><strong>Mend:</strong> ${finding.fix} <span class="soft">${finding.rule}</span></p>
          </div>`,
      )}
    </details>`;
  };
  return html`<h2>Findings</h2>
    <div class="card">
      ${found.length === 0 && html`<p class="good">Nothing was found.</p>`}
      ${(["error", "warning", "info"] as const).map(section)}
    </div>`;
}

function changed({ changes, mask }: Review): Html | undefined {
  if (changes === undefined) return undefined;
  const text = (value: FlowChange["before"]): string =>
    mask(value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
  return html`<h2>Changes</h2>
    <div class="card">
      ${changes.length === 0 ? html`<p>Nothing changed in meaning.</p>` : html`<p>${plural(changes.length, "change", "changes")} in meaning since the earlier version.</p>`}
      ${
        changes.length > 0 &&
        html`<table>
          <thead>
            <tr>
              <th>Where</th>
              <th>What</th>
              <th>Before</th>
              <th>After</th>
            </tr>
          </thead>
          <tbody>
            ${changes.map(
              (change) =>
                html`<tr>
                  <td>${change.name}<br /><span class="soft">${change.class}</span></td>
                  <td>${change.kind} ${change.field ?? ""}</td>
                  <td><code>${text(change.before)}</code></td>
                  <td><code>${text(change.after)}</code></td>
                </tr>`,
            )}
          </tbody>
        </table>`
      }
    </div>`;
}

function references({ facts, mask }: Review): Html {
  return html`<h2>What it refers to</h2>
    <div class="card">
      <table>
        <thead>
          <tr>
            <th>Kind</th>
            <th>Value</th>
            <th>Where</th>
          </tr>
        </thead>
        <tbody>
          ${facts.bindings.map(
            ({ key, kind, value, label }) =>
              html`<tr>
                <td>${kind}</td>
                <td>${mask(label ?? "")} <code>${mask(value)}</code></td>
                <td>${key}</td>
              </tr>`,
          )}
          ${
            facts.bindings.length === 0 &&
            html`<tr>
              <td>Nothing outside itself.</td>
            </tr>`
          }
        </tbody>
      </table>
      <details>
        <summary>Variables (${facts.variables.length})</summary>
        <table>
          <thead>
            <tr>
              <th>Name</th>
              <th>Type</th>
              <th>Default</th>
              <th>Agents</th>
            </tr>
          </thead>
          <tbody>
            ${facts.variables.map(
              ({ name, type, value, isCAD, isAgentEditable }) =>
                html`<tr>
                  <td>${name}</td>
                  <td>${type}</td>
                  <td><code>${mask(value ?? "")}</code></td>
                  <td>${isCAD ? (isAgentEditable ? "see and change it" : "see it") : ""}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>
    </div>`;
}

/** Every call in words, for paper and for browsers without scripts. */
const details = ({ calls: played, mask }: Review, steps: readonly (readonly Step[])[]): Html | undefined =>
  played.length === 0
    ? undefined
    : html`<h2>The calls in words</h2>
        ${played.map(({ title, result }, index) => {
          const own = steps[index] ?? [];
          const more = result.path.length - own.length;
          return html`<details class="card">
            <summary><strong>${title}</strong></summary>
            <p>
              ${own.flatMap(({ heard }) => heard).length > 0 && "The caller hears, in turn: "}${own.flatMap(({ heard }) => heard).join(", ")}
            </p>
            ${
              result.agentSees.length > 0 &&
              html`<p>The agent sees:</p>
                <table>
                  ${result.agentSees.map(
                    ({ label, value }) =>
                      html`<tr>
                        <th>${label}</th>
                        <td>${value === "" ? "-" : mask(value)}</td>
                      </tr>`,
                  )}
                </table>`
            }
            ${own
              .filter(({ asked }) => asked.length > 0)
              .map(
                ({ name, asked }) =>
                  html`<h3>${name}</h3>
                    ${asked.map(
                      ({ what, answer }) =>
                        html`<pre>${what}</pre>
                          <pre>${answer}</pre>`,
                    )}`,
              )}
            <p class="soft">
              ${own.map(({ name }) => name).join(" \u2192 ")}${more > 0 && ` and ${more} more visits`}.
              ${result.end.reason}.
            </p>
          </details>`;
        })}`;
