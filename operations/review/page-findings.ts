import type { FlowChange, Severity } from "../../flow";
import { html, raw, table, type Html } from "../page/html";
import type { Review } from "./index";
import { plural } from "../printable";

const SEVERITY_TITLES: Readonly<Record<Severity, string>> = {
  error: "Errors",
  warning: "Warnings",
  info: "Worth knowing",
};

export function findings({ flow, findings: found, mask }: Review): Html {
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

export function changed({ changes, mask }: Review): Html | undefined {
  if (changes === undefined) return undefined;
  const text = (value: FlowChange["before"]): string =>
    mask(value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
  return html`<h2>Changes</h2>
    <div class="card">
      ${changes.length === 0 ? html`<p>Nothing changed in meaning.</p>` : html`<p>${plural(changes.length, "change")} in meaning since the earlier version.</p>`}
      ${
        changes.length > 0 &&
        table(
          ["Where", "What", "Before", "After"],
          changes.map((change) => [
            html`${change.name}<br /><span class="soft">${change.class}</span>`,
            `${change.kind} ${change.field ?? ""}`,
            html`<code>${text(change.before)}</code>`,
            html`<code>${text(change.after)}</code>`,
          ]),
        )
      }
    </div>`;
}
