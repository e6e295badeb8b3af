import { z } from "zod";
import { calledSubflows, readFlow, type Flow } from "../../flow";
import { CallError } from "./call-error";
import { bodyOf, type Row, type Tenant } from "./tenant";

/** What a dialled number leads to. */
export interface Line {
  /** The mapped number, in E.164. */
  readonly number: string;
  readonly entryPoint: { readonly id: string; readonly name: string };
  readonly flowName: string;
  /** Tag that the entry point is bound to. */
  readonly tag: string;
  /** Number of the version under that tag, counting from 1. */
  readonly version: number;
  readonly flow: Flow;
  /** Subflows and GoTo targets, by id. */
  readonly flows: Readonly<Record<string, Flow>>;
  /** Values that the entry point sets in the flow's variables. */
  readonly variables: Readonly<Record<string, string>>;
}

const mapping = z.looseObject({ dialledNumber: z.string(), entryPointId: z.string() });
const entryPoint = z.looseObject({
  id: z.string(),
  name: z.string(),
  flowId: z.string().optional(),
  flowTagId: z.string().optional(),
  flowOverrideSettings: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
});
type EntryPoint = z.output<typeof entryPoint>;
const basicFlow = z.looseObject({
  id: z.string(),
  name: z.string(),
  flowType: z.string().default("FLOW"),
  tags: z.array(z.looseObject({ id: z.string(), flowVersionId: z.string(), versionNumber: z.number() })).default([]),
});

const digitsOf = (number: string): string => number.replace(/\D/g, "");

/**
 * Follows a dialled number to the published version of the flow that answers it.
 * @throws CallError for the first link of the chain that is missing, with what to do about it.
 */
export async function lineOf(tenant: Tenant, dialled: string): Promise<Line> {
  const { dialledNumber: number, entryPointId } = await mappingOf(tenant, dialled);
  const point = entryPoint.safeParse(await tenant.item("entry-point", entryPointId));
  if (!point.success)
    throw new CallError(`${number} is mapped to an entry point that is gone (${entryPointId}); map it again.`);
  const { id, name, flowOverrideSettings } = point.data;
  const { flowName, tag, version, flow } = await boundFlow(tenant, number, point.data);
  return {
    number,
    entryPoint: { id, name },
    flowName,
    tag,
    version,
    flow,
    flows: await reachable(tenant, flow, tag),
    variables: Object.fromEntries(
      flowOverrideSettings.flatMap((set) => (set.value === undefined ? [] : [[set.name, set.value]])),
    ),
  };
}

async function mappingOf(tenant: Tenant, dialled: string): Promise<z.output<typeof mapping>> {
  const rows = (await tenant.rows("dial-number")).flatMap((row) => mapping.safeParse(row).data ?? []);
  const found = rows.find((row) => digitsOf(row.dialledNumber) === digitsOf(dialled));
  if (found !== undefined) return found;
  const known = rows.map((row) => row.dialledNumber).join(", ");
  throw new CallError(
    known === ""
      ? `Nobody has mapped ${dialled}, nor any other number, to an entry point: run pulumi up on this sandbox first.`
      : `Nobody has mapped ${dialled} to an entry point; the mapped numbers are ${known}.`,
  );
}

async function boundFlow(tenant: Tenant, number: string, point: EntryPoint) {
  const { name: pointName, flowId, flowTagId: tag } = point;
  if (flowId === undefined || tag === undefined)
    throw new CallError(
      `The entry point ${pointName}, to which ${number} leads, has no flow: give it flowId, flowTagId and musicOnHoldId, and run pulumi up.`,
    );
  const known = await flowRow(tenant, flowId, "FLOW");
  if (known === undefined)
    throw new CallError(
      `The entry point ${pointName} is bound to a flow that is gone (${flowId}); bind it to another.`,
    );
  const { name: flowName, tags } = known;
  const tagged = tags.find(({ id }) => id === tag);
  if (tagged === undefined) {
    const known = tags.map(({ id }) => id).join(", ");
    throw new CallError(
      `Nothing of the flow ${flowName} is published under the tag ${tag}, which the entry point ${pointName} asks for (${known === "" ? "it was never published" : `published are ${known}`}): publish it with tags: ["${tag}"].`,
    );
  }
  const flow = await exported(tenant, flowId, "FLOW", tagged.flowVersionId);
  return { flowName, tag, version: tagged.versionNumber, flow };
}

async function exported(tenant: Tenant, id: string, flowType: string, version: string): Promise<Flow> {
  const answer = await tenant.flow("export", { id }, { flowType, version });
  return readFlow(bodyOf(answer, `The export of the flow ${id}`));
}

/** A flow's row in the list; undefined where there is none. */
async function flowRow(tenant: Tenant, id: string, flowType: string): Promise<z.output<typeof basicFlow> | undefined> {
  const answer = await tenant.flow("list", {}, { flowType, ids: id });
  const rows = z.array(basicFlow).parse(bodyOf(answer, "The list of flows"));
  return rows.find((row) => row.id === id);
}

/** All flows that the call can reach. One that is not found is left out: the activity that needs it fails, as on the platform. */
async function reachable(tenant: Tenant, flow: Flow, tag: string): Promise<Readonly<Record<string, Flow>>> {
  const found: Record<string, Flow> = {};
  let waiting = targetsOf(flow);
  while (waiting.length > 0) {
    const loaded = await Promise.all(waiting.map((target) => loadTarget(tenant, target, tag)));
    const flows = loaded.filter((one) => one !== undefined);
    waiting.forEach(({ id }, at) => {
      const one = loaded[at];
      if (one !== undefined) found[id] = one;
    });
    waiting = flows.flatMap(targetsOf).filter(({ id }) => found[id] === undefined);
  }
  return found;
}

interface Target {
  readonly id: string;
  readonly flowType: "FLOW" | "SUBFLOW";
}

const targetsOf = (flow: Flow): readonly Target[] => [
  ...calledSubflows(flow).map((id): Target => ({ id, flowType: "SUBFLOW" })),
  ...flow.processes.flatMap(({ nodes }) =>
    nodes.flatMap(({ kind, properties }): readonly Target[] => {
      if (kind !== "hand-off") return [];
      return [properties.handOffFlow, properties.handOffTo].flatMap((id) =>
        typeof id === "string" && id !== "" ? [{ id, flowType: "FLOW" as const }] : [],
      );
    }),
  ),
];

/** The flow of a GoTo's target, which is a flow or an entry point. */
async function loadTarget(tenant: Tenant, { id, flowType }: Target, tag: string): Promise<Flow | undefined> {
  const direct = await published(tenant, id, flowType, tag);
  if (direct !== undefined || flowType === "SUBFLOW") return direct;
  const point: Row | undefined = await tenant.item("entry-point", id);
  const { flowId, flowTagId } = entryPoint.safeParse(point).data ?? {};
  return flowId === undefined ? undefined : published(tenant, flowId, "FLOW", flowTagId ?? tag);
}

/** The version under the tag, else the latest. */
async function published(tenant: Tenant, id: string, flowType: string, tag: string): Promise<Flow | undefined> {
  const row = await flowRow(tenant, id, flowType);
  if (row === undefined) return undefined;
  const version = (row.tags.find((one) => one.id === tag) ?? row.tags.find((one) => one.id === "Latest"))
    ?.flowVersionId;
  return version === undefined ? undefined : exported(tenant, id, flowType, version);
}
