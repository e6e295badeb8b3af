import { isDeepStrictEqual } from "node:util";

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  /** Undefined where the answer does not contain it. */
  readonly totalPages: number | undefined;
}

/**
 * Every row of a list, page after page. An empty page ends it, regardless of its meta. Where the answer lacks the number of pages, the
 * next page is asked for after one of exactly `pageSize` rows; the same rows again mean that the service does not page.
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
