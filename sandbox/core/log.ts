import { z } from "zod";
import type { Ids } from "./ids";
import type { Store } from "./store";

const requestSchema = z.object({
  /** Order of arrival over all processes, from 1. */
  n: z.number().int(),
  /** Milliseconds since 1970, by the tenant's clock. */
  at: z.number(),
  vendor: z.string(),
  method: z.string(),
  /** Without the vendor's mount. */
  path: z.string(),
  /** As sent, without the question mark; values of credentials are replaced by `***`. */
  query: z.string(),
  /** The status of the answer; 0 while the call is running or when its connection was cut before any work was done. */
  status: z.number().int(),
  clientId: z.string().optional(),
  /** The process that served the call. */
  pid: z.number().int(),
});

/** One call as the tenant saw it. Never holds a token, a header or a body. */
export type LoggedRequest = z.output<typeof requestSchema>;

/** How many calls are kept; the oldest are removed first. */
const KEPT = 50_000;

const SECRET_QUERY = /((?:^|&)(?:[^=&]*token|[^=&]*secret|password|assertion)=)[^&]*/gi;

/** Logs an arriving call and returns its number. */
export function noteArrival(store: Store, ids: Ids, request: Omit<LoggedRequest, "n" | "status">): number {
  const n = ids.next("request");
  store.put(["log", n], { ...request, query: request.query.replace(SECRET_QUERY, "$1***"), n, status: 0 });
  if (n > KEPT) store.remove(["log", n - KEPT]);
  return n;
}

/** Adds the answer's status, and the caller if known by now, to a logged call. Does nothing when the log was emptied meanwhile. */
export const noteAnswer = (store: Store, n: number, status: number, clientId: string | undefined): void =>
  store.transaction(() => {
    const noted = store.get(["log", n], requestSchema);
    if (noted === undefined) return;
    store.put(["log", n], { ...noted, status, ...(clientId === undefined ? {} : { clientId }) });
  });

/** Every logged call, oldest first. */
export const readLog = (store: Store): readonly LoggedRequest[] =>
  store.entries(["log"], requestSchema).map(({ value }) => value);

export const emptyLog = (store: Store): void => store.removeAll(["log"]);
