import type { Json, JsonObject } from "../core/json";
import { configError } from "./webex-errors";

const DEFAULT_PAGE_SIZE = 100;

function wholeNumber(query: URLSearchParams, name: string, fallback: number, least: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw configError(400, "Invalid request", `${name}: invalid value`);
  return value;
}

export interface Page {
  readonly page: number;
  readonly pageSize: number;
}

/** Reads `page` (from 0) and `pageSize` (100 when absent). A size above the tenant's maximum is lowered to it without an error. */
export const readPage = (query: URLSearchParams, maxPageSize: number): Page => ({
  page: wholeNumber(query, "page", 0, 0),
  pageSize: Math.min(wholeNumber(query, "pageSize", DEFAULT_PAGE_SIZE, 1), maxPageSize),
});

export const slice = <T>(rows: readonly T[], { page, pageSize }: Page): readonly T[] =>
  rows.slice(page * pageSize, (page + 1) * pageSize);

/** The `meta` of a v2 or v3 list. Links are relative, without the mount; `next` and `prev` are absent at the ends. */
export function pageMeta(
  orgId: string,
  path: string,
  query: URLSearchParams,
  total: number,
  { page, pageSize }: Page,
): JsonObject {
  const totalPages = Math.ceil(total / pageSize);
  const last = Math.max(totalPages - 1, 0);
  const link = (target: number): string => {
    const next = new URLSearchParams(query);
    next.set("page", String(target));
    next.set("pageSize", String(pageSize));
    return `${path}?${next.toString()}`;
  };
  return {
    orgid: orgId,
    page,
    pageSize,
    totalPages,
    totalRecords: total,
    links: {
      self: link(page),
      first: link(0),
      last: link(last),
      ...(page > 0 ? { prev: link(page - 1) } : {}),
      ...(page < last ? { next: link(page + 1) } : {}),
    },
  };
}

export const envelope = (meta: JsonObject, data: readonly Json[]): JsonObject => ({ meta, data });
