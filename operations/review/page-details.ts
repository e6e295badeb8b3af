import { html, table, type Html } from "../page/html";
import type { Step } from "./steps";
import type { Review } from "./index";

export const references = ({ facts, mask }: Review): Html =>
  html`<h2>What it refers to</h2>
    <div class="card">
      ${table(
        ["Kind", "Value", "Where"],
        facts.bindings.length === 0
          ? [["Nothing outside itself."]]
          : facts.bindings.map(({ key, kind, value, label }) => [
              kind,
              html`${mask(label ?? "")} <code>${mask(value)}</code>`,
              key,
            ]),
      )}
      ${variablesOf(facts.variables, mask)}
    </div>`;

const variablesOf = (variables: Review["facts"]["variables"], mask: Review["mask"]): Html =>
  html`<details>
    <summary>Variables (${variables.length})</summary>
    ${table(
      ["Name", "Type", "Default", "Agents"],
      variables.map(({ name, type, value, isCAD, isAgentEditable }) => [
        name,
        type,
        html`<code>${mask(value ?? "")}</code>`,
        isCAD ? (isAgentEditable ? "see and change it" : "see it") : "",
      ]),
    )}
  </details>`;

/** Every call in words, for paper and for browsers without scripts. */
export const details = ({ calls: played, mask }: Review, steps: readonly (readonly Step[])[]): Html | undefined =>
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
