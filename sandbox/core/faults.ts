import { z } from "zod";
import type { Ids } from "./ids";
import { isJsonObject, type Json } from "./json";
import type { Store } from "./store";

const ruleSchema = z.strictObject({
  /** Only calls of this vendor's API. */
  vendor: z.string().optional(),
  /** Only calls with this method, in any case. */
  method: z.string().optional(),
  /**
   * Only calls whose path, without the mount and the query, ends in this pattern. `*` matches anything but a slash, `**` anything.
   * `/team` matches `POST /organization/{id}/team`; `/team/*` matches its items.
   */
  path: z.string().startsWith("/").optional(),
  /** How many matching calls it hits. */
  times: z.number().int().min(1).default(1),
  /** How many matching calls pass before the first hit. */
  skip: z.number().int().min(0).default(0),
  /** Answer with this status instead of doing the work. */
  status: z.number().int().min(200).max(599).optional(),
  /** Seconds, sent as `Retry-After`. */
  retryAfter: z.number().min(0).optional(),
  /** Body instead of the vendor's own error body: a string goes out as text/html, anything else as JSON. */
  body: z.json().optional(),
  /** Cut the connection without doing the work. */
  reset: z.boolean().optional(),
  /** Do the work, then cut the connection. */
  loseResponse: z.boolean().optional(),
  /** Do the work, then leave these members out of the answer, at any depth. */
  omit: z.array(z.string()).optional(),
  /** Do the work, then rename these members of the answer, at any depth. */
  rename: z.record(z.string(), z.string()).optional(),
  /** Do the work, then set these members of the answer to these values, at any depth. */
  replace: z.record(z.string(), z.json()).optional(),
  /** Do the work, then answer without these headers. */
  withoutHeaders: z.array(z.string()).optional(),
  /** Wait this long first. Without other members, this makes a slow answer. */
  afterMs: z.number().int().min(0).max(600_000).optional(),
  /** For this long, what this call writes is invisible to every read, even by id. */
  readsAfterMs: z.number().int().min(0).max(3_600_000).optional(),
});

/** A fault as a caller describes it. */
export type FaultRule = z.input<typeof ruleSchema>;

const storedSchema = z.object({
  id: z.number().int(),
  rule: ruleSchema,
  seen: z.number().int(),
  hits: z.number().int(),
});

/** A fault, and how many calls it has matched and hit in all processes. */
export type StoredFault = z.output<typeof storedSchema>;

/** Checks and stores a rule. Throws a ZodError that names the wrong member. */
export function addFault(store: Store, ids: Ids, rule: unknown): StoredFault {
  const parsed = ruleSchema.parse(rule);
  return store.transaction(() => {
    const fault = { id: ids.next("fault"), rule: parsed, seen: 0, hits: 0 };
    store.put(["fault", fault.id], fault);
    return fault;
  });
}

export const readFaults = (store: Store): readonly StoredFault[] =>
  store.entries(["fault"], storedSchema).map(({ value }) => value);

/** The answer's body as the rule changes it. */
function changed(rule: StoredFault["rule"], value: Json): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => changed(rule, entry));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value)
    .filter(([key]) => rule.omit?.includes(key) !== true)
    .map(([key, member]) => [rule.rename?.[key] ?? key, rule.replace?.[key] ?? changed(rule, member ?? null)] as const);
  return Object.fromEntries(members);
}

/** The answer as a rule changes it after the work was done; undefined where it changes nothing. */
export async function alteredBy(rule: StoredFault["rule"], answer: Response): Promise<Response | undefined> {
  const { omit, rename, replace, withoutHeaders = [] } = rule;
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  const touches = isJson && [omit, rename, replace].some((part) => part !== undefined);
  if (!touches && withoutHeaders.length === 0) return undefined;
  const headers = new Headers(answer.headers);
  for (const name of withoutHeaders) headers.delete(name);
  // An answer that is served as JSON holds JSON.
  const body = touches ? JSON.stringify(changed(rule, (await answer.json()) as Json)) : await answer.arrayBuffer();
  return new Response(body, { status: answer.status, headers });
}

export const removeFaults = (store: Store): void => store.removeAll(["fault"]);

/** Removes a fault, hit or not; false when it does not exist. */
export const removeFault = (store: Store, id: number): boolean =>
  store.transaction(() => {
    if (store.get(["fault", id], storedSchema) === undefined) return false;
    store.remove(["fault", id]);
    return true;
  });

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");

/** True when the path ends in the pattern, see {@link FaultRule}. */
function pathEndsIn(pattern: string, path: string): boolean {
  const source = pattern
    .split("**")
    .map((part) => part.split("*").map(escaped).join("[^/]*"))
    .join(".*");
  return new RegExp(`${source}$`).test(path);
}

/** The rule that hits this call, with its counters increased. The first stored rule wins, and the others do not count the call. */
export const drawFault = (
  store: Store,
  call: { readonly vendor: string; readonly method: string; readonly path: string },
): StoredFault["rule"] | undefined =>
  store.transaction(() => {
    for (const fault of readFaults(store)) {
      const { rule, seen, hits } = fault;
      if (hits >= rule.times) continue;
      if (rule.vendor !== undefined && rule.vendor !== call.vendor) continue;
      if (rule.method !== undefined && rule.method.toUpperCase() !== call.method) continue;
      if (rule.path !== undefined && !pathEndsIn(rule.path, call.path)) continue;
      const hit = seen >= rule.skip;
      store.put(["fault", fault.id], { ...fault, seen: seen + 1, hits: hits + (hit ? 1 : 0) });
      if (hit) return rule;
    }
    return undefined;
  });
