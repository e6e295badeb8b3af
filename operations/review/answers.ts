import { mappingsOf, type Flow } from "../../flow";
import { textAt } from "../../flow/json";
import type { Answering, HttpAnswer, HttpRequest } from "../../flow/simulate";
import { EXAMPLE, field, idOf, STRANGER } from "./examples";

/** What Salesforce and other servers know about the caller. */
export type Known = "one" | "none" | "several" | "down";

const DELAY_MS = 150;

/**
 * Answers for a flow without a tenant: invented records in the shape that the flow reads. A search that fits every record, such as
 * `LIKE '%%'`, finds a stranger, and a text that is not an id is refused, as Salesforce does.
 */
export function inventedAnswers(flow: Flow, known: Known): Answering {
  const mapped = pathsOf(flow);
  return (request) => {
    if (known === "down") return { failure: "no connection", delayMs: DELAY_MS };
    const soql = soqlOf(request.url);
    if (soql !== undefined) return searched(soql, known);
    if (/\/sobjects\//.test(request.url)) return writeAnswer(request);
    return ok(bodyFrom(mapped.get(request.node) ?? [], known === "none" ? 0 : known === "several" ? 2 : 1));
  };
}

/** The paths that are read from each activity's answer, by its own mappings and by Parse activities after it. */
function pathsOf(flow: Flow): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const node of flow.processes.flatMap(({ nodes }) => nodes)) {
    const source = textAt(node.properties, "inputVariable")?.split(".")[0] ?? node.name;
    paths.set(source, [...(paths.get(source) ?? []), ...mappingsOf(node).map(({ path }) => path)]);
  }
  return paths;
}

/** The query of a request to Salesforce; undefined for any other request. */
export function soqlOf(url: string): string | undefined {
  const text = /\/query(?:All)?\/?\?(?:.*&)?q=([^&]*)/.exec(url)?.[1];
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // a percent sign without an escape: the text is used as sent
  }
}

const ok = (body: unknown): HttpAnswer => ({ status: 200, body: JSON.stringify(body), delayMs: DELAY_MS });
const refused = (status: number, errorCode: string, message: string): HttpAnswer => ({
  status,
  body: JSON.stringify([{ errorCode, message }]),
  delayMs: DELAY_MS,
});

function searched(soql: string, known: Known): HttpAnswer {
  const [, columns = "Id", object = "Contact"] = /^\s*select\s+([\s\S]+?)\s+from\s+(\w+)/i.exec(soql) ?? [];
  const wrongId = [...soql.matchAll(/\b(\w*Id)\s*=\s*'([^']*)'/gi)].find(
    ([, , value = ""]) => value !== "" && !/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(value),
  );
  if (wrongId !== undefined)
    return refused(400, "INVALID_QUERY_FILTER_OPERATOR", `invalid ID field: ${wrongId[2] ?? ""}`);
  if (/\{\{|\}\}/.test(soql)) return ok({ totalSize: 0, done: true, records: [] });
  const isAnybody = /\blike\s+'%*'/i.test(soql);
  const isNobody = /'%?(anonymous|unknown|unavailable)%?'|=\s*''/i.test(soql);
  const count = isAnybody
    ? 1
    : isNobody || known === "none"
      ? 0
      : known === "several" && !/^case$/i.test(object)
        ? 2
        : 1;
  const names = columns.replace(/\([^)]*\)/g, "").split(",");
  const records = Array.from(
    { length: count },
    (_, index) =>
      Object.assign(
        {},
        ...names.map((name) => field(object, name.trim(), isAnybody ? STRANGER : EXAMPLE, index)),
      ) as object,
  );
  return ok({ totalSize: records.length, done: true, records });
}

function writeAnswer({ method, url }: HttpRequest): HttpAnswer {
  const [, object = "", id] = /\/sobjects\/(\w+)(?:\/([^/?]*))?/.exec(url) ?? [];
  if (id !== undefined && !/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id))
    return refused(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible");
  if (method === "PATCH" || method === "DELETE") return { status: 204, body: "", delayMs: DELAY_MS };
  const made = { id: idOf(object, 9), success: true, errors: [] };
  return { status: 201, body: JSON.stringify(made), delayMs: DELAY_MS };
}

/** A body with a value at each path: `$.result[0].name` makes a list of `count` results. */
function bodyFrom(paths: readonly string[], count: number): unknown {
  const body: Record<string, unknown> = {};
  for (const path of paths) setExample(body, path.match(/[^.[\]$'"]+/g) ?? [], count, path.split(/\W/).at(-1) ?? "");
  return body;
}

function setExample(into: Record<string, unknown>, keys: readonly string[], count: number, last: string): void {
  const [key, next, ...rest] = keys;
  if (key === undefined || key === "*" || Object.hasOwn(Object.prototype, key)) return;
  if (next === undefined) {
    into[key] ??= count === 0 ? "" : `example ${last}`;
    return;
  }
  if (/^(\d+|\*)$/.test(next)) {
    const rows = (into[key] ??= Array.from({ length: count }, () => ({})));
    if (Array.isArray(rows)) for (const row of rows as Record<string, unknown>[]) setExample(row, rest, count, last);
    return;
  }
  const inner = (into[key] ??= {});
  if (typeof inner === "object" && inner !== null)
    setExample(inner as Record<string, unknown>, [next, ...rest], count, last);
}
