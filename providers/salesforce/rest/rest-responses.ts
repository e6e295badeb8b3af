import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "../../http/request";
import { understood } from "../../http/failures";

/** Answers of the REST API other than single records. */

type Send = (request: HttpRequest) => Promise<HttpAnswer>;

const row = z.record(z.string(), z.unknown());
const page = z.looseObject({
  records: z.array(row),
  done: z.boolean().default(true),
  nextRecordsUrl: z.string().optional(),
});

/** A record from a query, with nested records for relationships. */
export type Row = z.output<typeof row>;

/** Every row of a SOQL query, page after page: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm */
export async function allRows(send: Send, soql: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let answer = await send({ method: "GET", path: "query", query: { q: soql } });
  for (;;) {
    const { records, done, nextRecordsUrl } = understood(answer, (body) => page.parse(body));
    rows.push(...records.map(({ attributes: _, ...fields }) => fields));
    if (done || nextRecordsUrl === undefined) return rows;
    answer = await send({ method: "GET", path: `query/${nextRecordsUrl.split("/").at(-1)}` });
  }
}

const limit = z.looseObject({ Max: z.number(), Remaining: z.number() });
const limits = z.record(z.string(), limit);

/** One quota of the org, for a day or in total. */
export type Limit = z.output<typeof limit>;

/** The rest of the org's quotas, by name: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
export const limitsLeft = async (send: Send): Promise<Readonly<Record<string, Limit>>> =>
  understood(await send({ method: "GET", path: "limits" }), (body) => limits.parse(body));

const version = z.looseObject({ version: z.string() });

/** The newest API version that the org knows up to `wanted`, as `65.0`; undefined where it knows none. `send` sends to the host. */
export async function newestVersion(send: Send, wanted: string): Promise<string | undefined> {
  const answer = await send({ method: "GET", path: "/services/data" });
  const known = understood(answer, (body) => z.array(version).parse(body)).map((found) => Number(found.version));
  const best = Math.max(...known.filter((found) => found <= Number(wanted)));
  return Number.isFinite(best) ? `${best}.0` : undefined;
}
