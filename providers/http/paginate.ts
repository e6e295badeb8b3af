import { isDeepStrictEqual } from "node:util";

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  /** Undefined where the answer does not tell. */
  readonly totalPages: number | undefined;
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
