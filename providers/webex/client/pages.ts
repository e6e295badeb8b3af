import { z } from "zod";
import type { Page } from "../../http/paginate";

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

/** Reads a page of either service, or a bare array. Throws a ZodError for anything else. */
export function readPage<Row>(body: unknown, row: z.ZodType<Row>): Page<Row> {
  const rows = z.array(row);
  if (Array.isArray(body)) return { rows: rows.parse(body), page: 0, totalPages: undefined };
  const flat = flatPage.safeParse(body);
  if (flat.success)
    return { rows: rows.parse(flat.data.data), page: flat.data.currentPage, totalPages: flat.data.totalPages };
  const { meta, data } = metaPage.parse(body);
  return { rows: rows.parse(data), page: meta.page, totalPages: meta.totalPages };
}
