import { z } from "zod";

/** One page in either of Webex's dialects, or a bare array. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly totalPages: number;
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
  if (Array.isArray(body)) return { rows: rows.parse(body), page: 0, totalPages: 1 };
  const flat = flatPage.safeParse(body);
  if (flat.success)
    return { rows: rows.parse(flat.data.data), page: flat.data.currentPage, totalPages: flat.data.totalPages };
  const { meta, data } = metaPage.parse(body);
  return { rows: rows.parse(data), page: meta.page, totalPages: meta.totalPages };
}

/** Every row of a list, page after page. A page that shrinks to nothing ends it, whatever its meta says. */
export async function* eachRow<Row>(fetch: (page: number) => Promise<Page<Row>>): AsyncGenerator<Row> {
  for (let page = 0; ; page += 1) {
    const { rows, totalPages } = await fetch(page);
    yield* rows;
    if (rows.length === 0 || page + 1 >= totalPages) return;
  }
}

/** Every row as an array. */
export async function allRows<Row>(fetch: (page: number) => Promise<Page<Row>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of eachRow(fetch)) rows.push(row);
  return rows;
}
