import { z } from "zod";
import type { AsyncAnswering, HttpAnswer, HttpRequest } from "../../flow/simulate";
import type { Connectors } from "./connectors";
import { faultsFor, type SalesforceFault } from "./faults";
import { reasonOf, type Tenant } from "./tenant";

/** Time of an answer on the call's clock. Fixed, as the loopback is faster than Salesforce, and equal calls must have equal results. */
const USUAL_MS = 150;
/** Time limit for a sandbox that does not answer. */
const PATIENCE_MS = 30_000;

const found = z.looseObject({
  records: z.array(z.looseObject({ Id: z.string(), attributes: z.looseObject({ type: z.string() }) })),
});
const record = z.looseObject({ Id: z.string() });
const fault = z.looseObject({ id: z.number() });

/** Fields that the org itself fills in when a record is made. */
const OWN_FIELDS = ["Id", "Name", "CaseNumber", "CreatedDate", "LastModifiedDate", "SystemModstamp", "IsDeleted"];

export interface Salesforce {
  readonly answer: AsyncAnswering;
  /** Removes the records that the faults made in the org. */
  readonly restore: () => Promise<void>;
}

/**
 * Salesforce for the flow: real requests to the sandbox, with the connector's session.
 * @param faults the faults during this call.
 */
export function salesforceOf(tenant: Tenant, connectors: Connectors, faults: readonly SalesforceFault[]): Salesforce {
  const copies: { readonly type: string; readonly id: string }[] = [];

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    const target = await targetOf(tenant, connectors, request);
    if ("failure" in target) return { ...target, delayMs: USUAL_MS };
    const wrong = faultsFor(faults, request.node);
    const lateMs = Math.max(0, ...wrong.map(({ slow }) => slow ?? 0));
    if (wrong.some(({ finds }) => finds === "several")) await double(tenant, target, copies);
    const rule = ruleOf(wrong, target, request.method);
    const id = rule === undefined ? undefined : fault.parse((await tenant.admin("POST", "faults", rule)).body).id;
    try {
      const sent = await send(target, request);
      return { ...sent, delayMs: USUAL_MS + lateMs };
    } finally {
      // Removed, as the fault of a request that never arrived would apply to the next one.
      if (id !== undefined) await tenant.admin("DELETE", `faults/${id}`);
    }
  };

  const restore = async (): Promise<void> => {
    for (const { type, id } of copies.splice(0)) await tenant.admin("DELETE", `state/salesforce/${type}/${id}`);
  };
  return { answer, restore };
}

interface Target {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

async function targetOf(
  tenant: Tenant,
  connectors: Connectors,
  { node, method, url, connectorId, headers }: HttpRequest,
): Promise<Target | { readonly failure: string }> {
  if (method === "FUNCTION" || method === "RULES")
    return { failure: `a test call runs neither functions nor rules; give the outputs of ${node} in the script` };
  if (connectorId === "") {
    if (URL.canParse(url) && new URL(url).origin === tenant.url) return { url: new URL(url), headers };
    return { failure: `a test call reaches nothing outside the sandbox, and ${url === "" ? "no address" : url} is` };
  }
  const connection = await connectors.connection(connectorId);
  if ("refused" in connection) return { failure: connection.refused.replace(/\.$/, "") };
  const { instanceUrl, accessToken } = connection;
  const address = `${instanceUrl}${url.startsWith("/") ? "" : "/"}${url}`;
  if (!URL.canParse(address)) return { failure: `${url} is not an address` };
  return { url: new URL(address), headers: { ...headers, Authorization: `Bearer ${accessToken}` } };
}

async function send(
  { url, headers }: Target,
  { method, body }: HttpRequest,
): Promise<{ status: number; headers: Readonly<Record<string, string>>; body: string } | { failure: string }> {
  const hasBody = body !== "" && method !== "GET" && method !== "HEAD";
  try {
    const answer = await fetch(url, {
      method,
      headers,
      ...(hasBody && { body }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  } catch (error) {
    return { failure: `no connection (${reasonOf(error)})` };
  }
}

const isSearch = ({ url }: Target): boolean => /\/services\/data\/v[\d.]+\/query\/?$/.test(url.pathname);

/** The sandbox's fault rule for this one request, from the script. */
function ruleOf(wrong: readonly SalesforceFault[], target: Target, method: string): object | undefined {
  const path = target.url.pathname.replace(/^\/salesforce/, "");
  const rule = { vendor: "salesforce", method, path, times: 1 };
  if (wrong.some(({ down }) => down === true)) return { ...rule, reset: true };
  const status = wrong.find((one) => one.status !== undefined)?.status;
  if (status !== undefined) return { ...rule, status };
  const isEmpty = isSearch(target) && wrong.some(({ finds }) => finds === "nothing");
  return isEmpty ? { ...rule, status: 200, body: { totalSize: 0, done: true, records: [] } } : undefined;
}

/** Copies the one record that the search will find. */
async function double(tenant: Tenant, target: Target, copies: { type: string; id: string }[]): Promise<void> {
  if (!isSearch(target)) return;
  const answer = await fetch(target.url, { headers: target.headers });
  const { records } = found.safeParse(await answer.json()).data ?? { records: [] };
  const [only] = records;
  if (only === undefined || records.length > 1) return;
  const { type } = only.attributes;
  const { body } = await tenant.admin("GET", `state/salesforce/${type}/${only.Id}`);
  const fields = Object.entries(record.parse(body)).filter(([name]) => !OWN_FIELDS.includes(name) || name === "Name");
  const made = await tenant.admin("POST", `state/salesforce/${type}`, Object.fromEntries(fields));
  copies.push({ type, id: record.parse(made.body).Id });
}
