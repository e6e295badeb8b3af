import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineFlow, writeV1 } from "../../flow";
import type { SettingsSource } from "../../providers/core/settings/settings";
import { systemClock } from "../../providers/http/clock";
import { importFlow, publishFlow } from "../../providers/webex/flow/flow-wire";
import { TAGS } from "../../providers/webex/limits";
import { unproven } from "../../providers/webex/client/connect";
import { type FaultRule, type Sandbox, startSandbox } from "../../sandbox";
import { type Answers, askAll, Pace } from "./ask";
import type { Check } from "./check";

/** Runs `use` with a temporary emulator. */
export async function withEmulator<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "datadip-verify-"));
  const sandbox = await startSandbox({ dir, unref: true });
  try {
    sandbox.settings({ quotaPerMinute: 0 });
    return await use(sandbox);
  } finally {
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** An object to put into the emulator. */
export interface Seed {
  readonly kind: string;
  readonly object: unknown;
}

/** Objects of a tenant, from its answers. */
export const seedsOf = ({ outcomes }: Answers): readonly Seed[] =>
  outcomes.flatMap(({ check, answer }) =>
    check.item === undefined || answer?.status !== 200 ? [] : [{ kind: check.item, object: answer.body }],
  );

/** Which members the tenant's flow has, and its tags. */
export interface FlowSeed {
  readonly members: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
}

/** The tenant's first flow, as far as the checks have read it. */
export function flowSeedOf({ outcomes }: Answers): FlowSeed {
  const bodyOf = (operation: string): unknown =>
    outcomes.find(({ check, answer }) => check.either === `flow ${operation}` && answer?.status === 200)?.answer?.body;
  const document = bodyOf("export");
  const list = bodyOf("list");
  const rows = isObject(list) && Array.isArray(list.data) ? list.data : [];
  const histories: unknown = isObject(rows[0]) ? rows[0].tagHistories : undefined;
  return {
    members: isObject(document) ? document : {},
    tags: isObject(histories) ? Object.keys(histories) : [],
  };
}

/** Puts these objects, with the members that the emulator knows, and a flow into an emulator. */
export async function seedEmulator(
  sandbox: Sandbox,
  seeds: readonly Seed[],
  { members, tags }: FlowSeed = { members: {}, tags: [] },
): Promise<void> {
  for (const { kind, object } of seeds) await put(sandbox, kind, object);
  const api = await apiOf(sandbox);
  // Of the tenant's flow only the optional members are compared, so its content stays where it is.
  const flow = defineFlow(FLOW_NAME, { start: "Bye", nodes: { Bye: { type: "disconnect-contact" } } });
  const own = Object.entries(writeV1(flow)).filter(([name]) => name in members || !OPTIONAL.includes(name));
  const document = JSON.stringify(Object.fromEntries(own));
  const { id } = await importFlow(api, { name: FLOW_NAME, flowType: "FLOW", format: "v1", document }, false);
  const known = TAGS.filter((tag) => tags.includes(tag));
  if (known.length > 0) await publishFlow(api, id, "FLOW", known, "");
}

const FLOW_NAME = "Verify";
/** Members of an export that older ones lack. */
const OPTIONAL: readonly string[] = ["persist", "variableOrders", "settings", "runtimeVariables", "validationResults"];

/** The emulator's answers to these checks. */
export const askEmulator = async (sandbox: Sandbox, checks: readonly Check[]): Promise<Answers> =>
  askAll(await apiOf(sandbox), checks, new Pace(systemClock, Number.POSITIVE_INFINITY), () => undefined);

export const apiOf = (sandbox: Sandbox) => unproven(sourceOf(sandbox));

/** Settings that lead to this emulator. */
export function sourceOf(sandbox: Sandbox): SettingsSource {
  const config: Readonly<Record<string, string>> = {
    "datadip:target": "sandbox",
    "datadip:sandboxUrl": sandbox.url,
  };
  return { config: (key) => config[key], env: {} };
}

/** Makes an emulator follow these rules permanently. */
export function followRules(sandbox: Sandbox, rules: readonly Omit<FaultRule, "times">[]): void {
  for (const rule of rules) sandbox.fail({ ...rule, times: Number.MAX_SAFE_INTEGER });
}

async function put(sandbox: Sandbox, kind: string, body: unknown): Promise<void> {
  const known = sandbox.membersOf(kind);
  if (known === undefined || typeof body !== "object" || body === null) return;
  const members = Object.entries(body as Readonly<Record<string, unknown>>).filter(
    ([name, value]) => known.includes(name) && value !== null,
  );
  const id = members.find(([name]) => name === "id")?.[1];
  if (typeof id !== "string") return;
  const at = `${sandbox.url}/sandbox/state/webex/${kind}`;
  // Checks use the first object of a list, so the emulator's own older objects are removed.
  const own: unknown = await (await fetch(at)).json();
  for (const one of Array.isArray(own) ? own : []) {
    if (isObject(one) && typeof one.id === "string" && one.id !== id)
      await fetch(`${at}/${one.id}`, { method: "DELETE" });
  }
  const answer = await fetch(at, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(Object.fromEntries(members)),
  });
  // 409: another object of the kind has the name and is used instead.
  if (!answer.ok && answer.status !== 409) throw new Error(`The emulator took no ${kind}: ${await answer.text()}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
