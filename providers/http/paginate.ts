import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

/** One page in either of Webex's dialects, or a bare array. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  /** Undefined where the answer does not tell. */
  readonly totalPages: number | undefined;
}

/** `{meta: {page, totalPages}, data}` of the configuration service's v2 and v3 lists. */
const metaPage = z.looseObject({
  meta: z.looseObject({ page: z.number().int().default(0), totalPages: z.number().int().default(1) }),
  data: z.array(z.unknown()),
});

/** `{data, currentPage, totalPages}` of the Flow Store's lists. */
const flatPage = z.looseObject({
  data: z.array(z.unknown()),
  currentPage: z.number().int(),
  totalPages: z.number().int(),
});

/** Reads a page whichever dialect it is in. Throws a ZodError for anything that is no page. */
export function readPage<Row>(body: unknown, row: z.ZodType<Row>): Page<Row> {
  const rows = z.array(row);
  if (Array.isArray(body)) return { rows: rows.parse(body), page: 0, totalPages: undefined };
  const flat = flatPage.safeParse(body);
  if (flat.success)
    return { rows: rows.parse(flat.data.data), page: flat.data.currentPage, totalPages: flat.data.totalPages };
  const { meta, data } = metaPage.parse(body);
  return { rows: rows.parse(data), page: meta.page, totalPages: meta.totalPages };
}

/**
 * Every row of a list, page after page. A page that shrinks to nothing ends it, whatever its meta says. Where the answer does not tell
 * the number of pages, a page of exactly `pageSize` rows may be followed by another; a service that answers the same again does not page.
 */
export async function* eachRow<Row>(
  fetch: (page: number) => Promise<Page<Row>>,
  pageSize?: number,
): AsyncGenerator<Row> {
  let before: readonly Row[] = [];
  for (let page = 0; ; page += 1) {
    const { rows, totalPages } = await fetch(page);
    if (totalPages === undefined && isDeepStrictEqual(rows, before)) return;
    yield* rows;
    if (rows.length === 0 || (totalPages === undefined ? rows.length !== pageSize : page + 1 >= totalPages)) return;
    before = rows;
  }
}

/** Every row as an array. */
export async function allRows<Row>(
  fetch: (page: number) => Promise<Page<Row>>,
  pageSize?: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of eachRow(fetch, pageSize)) rows.push(row);
  return rows;
}
