import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Child, FC } from "hono/jsx";
import { parse } from "yaml";
import { scenarioFileSchema, type Scenario } from "../flow/simulate";
import { environmentScriptSchema, type EnvironmentScript } from "../operations/call";
import { TEXTS } from "./texts";

const T = TEXTS.phone;
export const SPEEDS = ["1", "2", "5", "20"] as const;
const RINGS_AFTER_SECONDS = 3;
/** No limit for the caller: a person hangs up by hand. */
const PATIENCE_SECONDS = 200_000;

/** Faults of Salesforce during a call, as in the script of a test call. */
const FAULTS: Readonly<Record<keyof (typeof T)["faults"], unknown>> = {
  none: [],
  slow: { slow: 9_000 },
  refused: 401,
  down: "down",
  empty: "empty",
  several: "several",
};

export interface Choice {
  readonly title: string;
  readonly scenario: Scenario;
}

/** Calls of the project's scenario files. Invalid files are left out: `datadip test` reports them. */
export function scenariosIn(folder: string): readonly Choice[] {
  const place = join(folder, "scenarios");
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith(".call.yaml"))
    .sort()
    .flatMap((name) => {
      try {
        const file = scenarioFileSchema.parse(parse(readFileSync(join(place, name), "utf8")));
        return file.calls.map((scenario) => ({
          title: `${name.replace(".call.yaml", "")}: ${scenario.name}`,
          scenario,
        }));
      } catch {
        return [];
      }
    });
}

export function scriptOf(field: (name: string) => string, choice: Choice | undefined): EnvironmentScript {
  const [from, fault] = [field("from"), field("fault")];
  const usual = environmentScriptSchema.parse({
    ...(from !== "" && { from }),
    to: field("to"),
    at: new Date().toISOString(),
    interactionId: randomUUID(),
    salesforce: Object.entries(FAULTS).find(([name]) => name === fault)?.[1] ?? [],
    caller: { patienceSeconds: PATIENCE_SECONDS },
    agent: { offeredAfterSeconds: field("nobody") === "yes" ? "never" : RINGS_AFTER_SECONDS },
  });
  if (choice === undefined) return usual;
  const { name: _name, answers: _answers, expect: _expect, ...script } = choice.scenario;
  const { to, interactionId, salesforce } = usual;
  return { ...script, to, interactionId, salesforce, ...(from !== "" && { from }) };
}

const Field: FC<{ readonly label: string; readonly children?: Child }> = ({ label, children }) => (
  <label class="field">
    <span>{label}</span>
    {children}
  </label>
);

export interface Offered {
  readonly numbers: readonly string[];
  readonly callers: readonly (readonly [number: string, name: string])[];
  readonly choices: readonly Choice[];
}

export const DialForm: FC<Offered> = ({ numbers, callers, choices }) => (
  <form class="card" method="post" action="/phone/dial">
    <Field label={T.to}>
      <select name="to">
        {numbers.map((number) => (
          <option>{number}</option>
        ))}
      </select>
    </Field>
    <Field label={T.from}>
      <input name="from" list="callers" inputmode="tel" autocomplete="off" placeholder={T.fromExample} />
      <datalist id="callers">
        {callers.map(([number, name]) => (
          <option value={number}>{name}</option>
        ))}
      </datalist>
    </Field>
    <Field label={T.speed}>
      <select name="speed">
        {SPEEDS.map((speed) => (
          <option value={speed}>{T.speeds[speed]}</option>
        ))}
      </select>
    </Field>
    <Field label={T.fault}>
      <select name="fault">
        {Object.entries(T.faults).map(([name, text]) => (
          <option value={name}>{text}</option>
        ))}
      </select>
    </Field>
    {choices.length > 0 && (
      <Field label={T.scenario}>
        <select name="scenario">
          <option value="">{T.noScenario}</option>
          {choices.map(({ title }) => (
            <option>{title}</option>
          ))}
        </select>
      </Field>
    )}
    <label class="field">
      <input type="checkbox" name="nobody" value="yes" /> {T.nobodyFree}
    </label>
    <button class="go">{T.dial}</button>
  </form>
);
