import { z } from "zod";
import type { Answering } from "./simulate";
import type { Exchange, HttpAnswer, HttpRequest } from "./events";

const row = z
  .strictObject({
    method: z
      .string()
      .transform((word) => word.toUpperCase())
      .default("*"),
    /** Whole path with query: a pattern with * and ?, or a regular expression between slashes. Compared with the address as sent and percent-decoded. */
    path: z.string().default("*"),
    /** Further texts that the decoded address or the body must contain, without regard to case. */
    contains: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
    /** Activity that sends the request. */
    activity: z.string().optional(),
    /** Number of answers of this row in one call; unlimited where left out. */
    times: z.int().min(1).optional(),
    status: z.int().min(100).max(599).default(200),
    headers: z.record(z.string(), z.coerce.string()).default({}),
    /** A text is sent unchanged, any other value as JSON. An empty body where left out. */
    body: z.unknown().optional(),
    delayMs: z.number().min(0).default(150),
    /** Instead of an answer: the connection fails with this message. */
    failure: z.string().optional(),
  })
  .check(({ value, issues }) => {
    if (pattern(value.path) === undefined)
      issues.push({
        code: "custom",
        path: ["path"],
        input: value.path,
        message: "is not a valid regular expression",
      });
  });

/** Rows in order; the first one that matches a request answers it. */
export const answerTableSchema = z.array(row);
export type AnswerTable = z.output<typeof answerTableSchema>;
type Row = AnswerTable[number];

function pattern(path: string): RegExp | undefined {
  const regex = /^\/(.*)\/([a-z]*)$/.exec(path);
  // "/services/data/" is a path: only a text that cannot be a path is read as a regular expression.
  if (regex !== null && /[\\^$[\](){}|+]|\.\*/.test(regex[1] ?? "")) {
    try {
      return new RegExp(regex[1] ?? "", regex[2]);
    } catch {
      return undefined; // the engine reports it by a SyntaxError only; the caller adds the place
    }
  }
  const escaped = path.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, "[\\s\\S]*").replace(/\?/g, "[\\s\\S]")}$`);
}

/** An address as a person reads it. */
export function decoded(url: string): string {
  try {
    return decodeURIComponent(url.replace(/\+/g, " "));
  } catch {
    return url; // a single percent sign: the address stays as sent
  }
}

interface Compiled extends Row {
  readonly pattern: RegExp | undefined;
}

function fits(entry: Compiled, request: HttpRequest): boolean {
  if (entry.method !== "*" && entry.method !== request.method) return false;
  if (entry.activity !== undefined && entry.activity !== request.node) return false;
  const { url } = request;
  const plain = decoded(url);
  if (entry.pattern !== undefined && !entry.pattern.test(url) && !entry.pattern.test(plain)) return false;
  const text = `${plain}\n${request.body}`.toLowerCase();
  return entry.contains.every((part) => text.includes(part.toLowerCase()));
}

/** The failure of a request that no row of the table answers. */
export const UNANSWERED = "no row of the table of answers fits";

/** Answers requests from a table. Unanswered ones fail to connect. */
export function tableAnswers(table: AnswerTable): Answering {
  const rows = table.map((entry): Compiled => ({ ...entry, pattern: pattern(entry.path) }));
  return (request, earlier) => {
    const hit = rows.find((entry) => fits(entry, request) && !isUsedUp(entry, rows, earlier));
    return hit === undefined ? { failure: UNANSWERED, delayMs: 0 } : answerOf(hit);
  };
}

/** Whether this row has answered `times` requests: those that match it and no earlier row that was not used up. */
function isUsedUp(entry: Compiled, rows: readonly Compiled[], earlier: readonly Exchange[]): boolean {
  if (entry.times === undefined) return false;
  const left = new Map(rows.map((other) => [other, other.times ?? Infinity]));
  for (const { request } of earlier) {
    const by = rows.find((other) => (left.get(other) ?? 0) > 0 && fits(other, request));
    if (by !== undefined) left.set(by, (left.get(by) ?? 0) - 1);
  }
  return (left.get(entry) ?? 0) <= 0;
}

const answerOf = ({ failure, delayMs, status, headers, body }: Row): HttpAnswer =>
  failure === undefined
    ? {
        status,
        headers,
        delayMs,
        body: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
      }
    : { failure, delayMs };
