import { z } from "zod";
import { type Cloud, cloudOf, CLOUDS, loadKinds, type Sessions } from "../../providers/clouds";
import type { Descriptor } from "../../providers/core/resource/descriptor";
import { KindEngine } from "../../providers/core/engine/kind-engine";
import { wrongTenant } from "../../providers/core/engine/messages";
import { descriptorOf } from "../../providers/core/resource/registry";
import { tenantOf } from "../../providers/core/engine/state";
import { asError } from "../../providers/http/http-errors";
import type { Values } from "../../providers/core/resource/types";
import type { Managed, StackState } from "../stack-state";
import { driftedFields, type FieldDrift } from "./fields";
import { type Touch, facetOf } from "../../providers/core/resource/facets";

CLOUDS.forEach(loadKinds);

const foreign = z.object({ count: z.number(), names: z.array(z.string()) });

/**
 * State of a resource's object: `changed` by somebody, `gone` from the tenant, `half-made` by a failed run, or `unreadable` because of the
 * service's answer.
 */
export type Standing = "unchanged" | "changed" | "gone" | "half-made" | "unreadable";

export interface Finding extends Touch {
  readonly kind: string;
  /** The resource's name in the program. */
  readonly name: string;
  /** Name of the object for people. */
  readonly called: string;
  readonly id: string;
  readonly standing: Standing;
  readonly fields: readonly FieldDrift[];
  /** Why it is half-made or unreadable. */
  readonly reasons: readonly string[];
}

export interface Drift {
  /** Every resource whose object differs from the state. */
  readonly findings: readonly Finding[];
  /** Operations that an interrupted run never finished. */
  readonly pending: readonly string[];
  /** Entries next to a list that it does not own: neither drift nor deleted. */
  readonly beside: readonly string[];
  /** Number of resources compared. */
  readonly looked: number;
}

/** Compares a stack's state with its tenant. Changes nothing. @throws Error where a cloud in use does not answer at all. */
export async function findDrift(state: StackState, sessions: Sessions): Promise<Drift> {
  const clouds = CLOUDS.filter((cloud) => state.resources.some(({ kind }) => cloudOf(kind) === cloud));
  await Promise.all(clouds.map(async (cloud) => refuseOtherTenant(state, cloud, (await sessions.of(cloud)).tenant)));
  const beside: string[] = [];
  const found = await Promise.all(state.resources.map((managed) => findingOf(sessions, managed, beside)));
  const findings = found.filter(({ standing }) => standing !== "unchanged");
  return { findings, pending: state.pending, beside: beside.sort(), looked: found.length };
}

/** Reports another tenant once instead of for each resource. */
function refuseOtherTenant({ resources }: StackState, cloud: Cloud, tenant: string): void {
  const mine = resources.filter(({ kind, outputs }) => cloudOf(kind) === cloud && tenantOf(outputs) !== undefined);
  const [first] = mine;
  if (first === undefined || mine.some(({ outputs }) => tenantOf(outputs) === tenant)) return;
  const { noun } = descriptorOf(first.kind);
  throw new Error(wrongTenant(noun, first.id, tenantOf(first.outputs) ?? "", tenant));
}

/** The present inputs and outputs of an object in its tenant; undefined where it is gone. */
export async function tenantValues(sessions: Sessions, managed: Managed): Promise<Values | undefined> {
  const engine = new KindEngine(descriptorOf(managed.kind), () => sessions.of(cloudOf(managed.kind)));
  return (await engine.read(managed.id, managed.outputs)).props;
}

async function findingOf(sessions: Sessions, managed: Managed, beside: string[]): Promise<Finding> {
  try {
    return await compared(sessions, descriptorOf(managed.kind), managed, beside);
  } catch (error) {
    return finding(managed, "unreadable", { reasons: [asError(error).message] });
  }
}

async function compared(
  sessions: Sessions,
  descriptor: Descriptor,
  managed: Managed,
  beside: string[],
): Promise<Finding> {
  const props = await tenantValues(sessions, managed);
  if (props === undefined) return finding(managed, "gone", {}, descriptor);
  const others = foreign.safeParse(props.others);
  if (descriptor.listOf !== undefined && others.success && others.data.count > 0) {
    const { count, names } = others.data;
    const more = count > names.length ? ", ..." : "";
    beside.push(`${managed.kind} ${managed.name}: ${count} beside it that it does not own: ${names.join(", ")}${more}`);
  }
  const fields = driftedFields(descriptor, managed, props);
  const unfinished = unfinishedBusiness(managed);
  if (unfinished.length > 0) return finding(managed, "half-made", { fields, reasons: unfinished }, descriptor);
  if (fields.length === 0) return finding(managed, "unchanged", {}, descriptor);
  const { api } = await sessions.of(cloudOf(managed.kind));
  const touch = await lastTouch(descriptor, api, managed.id, props);
  return finding(managed, "changed", { fields, ...touch }, descriptor);
}

const unfinishedBusiness = ({ halfMade, isLeftover }: Managed): readonly string[] =>
  isLeftover ? ["it was replaced, and its deletion is still to come"] : halfMade;

function finding(
  managed: Managed,
  standing: Standing,
  more: Partial<Pick<Finding, "fields" | "reasons" | "by" | "at">>,
  descriptor?: Descriptor,
): Finding {
  const { kind, name, id, inputs, secrets } = managed;
  const key = (descriptor?.naturalKey ?? []).filter((part) => !secrets.has(part));
  const said = key.map((part) => inputs[part]).filter((value) => typeof value === "string");
  return { kind, name, called: said.join(" "), id, standing, fields: [], reasons: [], ...more };
}

/** Who changed a drifted object last and when. `now` holds the values just read. */
export async function lastTouch<Api>(
  { store }: Pick<Descriptor<never, never, Api>, "store">,
  api: Api,
  id: string,
  now: Values,
): Promise<Touch> {
  try {
    return (await facetOf(store.audit)?.lastTouch(api, id, now)) ?? {};
  } catch {
    // Extra information: a failure here must not hide the drift.
    return {};
  }
}
