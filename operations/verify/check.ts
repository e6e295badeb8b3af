import { z } from "zod";
import type { RawAnswer } from "../../providers/http/request";
import { readPage } from "../../providers/webex/client/pages";
import { publicOrgId } from "../../providers/webex/client/tenant-guard";
import type { Problem } from "./findings";

/** Facts about a tenant from earlier answers: `team.id`, `team.name`. */
export type Facts = Readonly<Record<string, string>>;

/** One question to Webex that changes nothing, and the rules for a good answer. */
export interface Check {
  /** `webex.Team item`. Must not change, as reports contain it. */
  readonly id: string;
  readonly plane: "config" | "flows" | "platform";
  /** The kind whose list it is. */
  readonly lists?: string;
  /** Complete path below the host; `{fact}` is replaced by the fact. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Status of a good answer. Default: 200. */
  readonly status?: number;
  /** Another accepted status, whose answer is not examined. */
  readonly orElse?: number;
  /** The emulator's kind of this object, so that an equal one can be put there. */
  readonly item?: string;
  /** Number of levels of the answer that are compared, as deeper ones are documents of users. Default: all. */
  readonly depth?: number;
  readonly isBinary?: true;
  /** Of the checks with the same name only one must be answered: a route with two names, of which a tenant knows one. */
  readonly either?: string;
  /** Reads the body as a run does. @throws ZodError where it cannot be read. */
  parse?(body: unknown): unknown;
  /** Facts from a good answer. */
  learn?(body: unknown): Facts;
  /** Problems of an answer beyond its status. @throws ZodError where it cannot be read. */
  judge?(answer: RawAnswer, facts: Facts): readonly Problem[];
  /** What a run cannot do where this check fails. */
  readonly means: string;
  /** The setting that helps. */
  readonly mend?: string;
}

/** A row of a list, as far as checks read it. */
export const row = z.looseObject({ id: z.string(), name: z.string().optional() });

/** Problems of a list that was asked for one row. */
export function pageProblems({ body }: RawAnswer): readonly Problem[] {
  const { length } = readPage(body, row).rows;
  return length > 1 ? [{ code: "page-size-ignored", says: `ignores a page size of 1: ${length} rows` }] : [];
}

/** Facts of the first row of a list: id, name, and whether there are more pages. */
export function firstRow(body: unknown, noun: string): Facts {
  const { rows, totalPages } = readPage(body, row);
  const [first] = rows;
  if (first === undefined) return {};
  return {
    [`${noun}.id`]: first.id,
    ...(first.name === undefined ? {} : { [`${noun}.name`]: first.name }),
    ...((totalPages ?? 1) > 1 ? { [`${noun}.more`]: "yes" } : {}),
  };
}

export const firstFacts = (orgId: string, projectId: string): Facts => ({
  org: orgId,
  project: projectId,
  publicOrg: publicOrgId(orgId),
});

/** A text with its braces filled in; undefined where a fact is not known. Pure. */
export function filled(template: string, facts: Facts, encode: (text: string) => string): string | undefined {
  let isKnown = true;
  const text = template.replace(/\{([\w.]+)\}/g, (_brace, name: string) => {
    const value = facts[name];
    if (value === undefined) isKnown = false;
    return encode(value ?? "");
  });
  return isKnown ? text : undefined;
}
