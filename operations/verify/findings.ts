import type { Outcome } from "./ask";
import { z } from "zod";
import { differences, MAX_DEPTH, shapeOf, shapeSchema } from "./shape";

/** What is otherwise. Reports contain these, so a removed one, or one with another meaning, is a new version of the report. */
export const CODES = [
  "clock",
  "deleted",
  "failed",
  "field-hidden",
  "filter-finds-nothing",
  "filter-ignored",
  "first-page-again",
  "header-missing",
  "ignored",
  "lacks-other-kind",
  "like-no-route",
  "member-extra",
  "member-missing",
  "member-type",
  "no-answer",
  "not-alone",
  "not-found",
  "not-listed",
  "not-queryable",
  "not-reproduced",
  "not-tried",
  "not-updateable",
  "other-organisation",
  "other-values",
  "page-size-ignored",
  "private",
  "refused",
  "scope-missing",
  "status",
  "unfinished",
  "unreadable",
  "wrong-content",
] as const;

/** A text of a report, which may come from a stranger. */
export const line = z.string().max(500);

const problem = z.strictObject({
  /** For programs, which never read `says`. */
  code: z.enum(CODES),
  /** One clause without data of the tenant: "answers 404 instead of 200". */
  says: line,
});
export type Problem = Readonly<z.output<typeof problem>>;

const status = z.int().min(0).max(599);

export const findingSchema = problem.extend({
  /** `breaks`: a run fails or is wrong; `differs`: the emulator behaves differently; `note`: the answer has more than is needed. */
  weight: z.enum(["breaks", "differs", "note"]),
  check: line,
  /** Path of the member; empty for the whole answer. */
  at: line,
  /** The object of Salesforce, where it is about one. */
  object: line.exactOptional(),
  /** Of the code `status`, in Salesforce. */
  status: status.exactOptional(),
  means: line,
  mend: line.exactOptional(),
});

/** One difference between a tenant and what datadip expects. */
export interface Finding extends Readonly<z.output<typeof findingSchema>> {
  /** The service's own words, which may name the tenant: for its people, never in a report. */
  readonly detail?: string;
}

/** A finding as a report has it: of the service's own words only their length. */
export function shown({ detail, ...finding }: Finding): Finding {
  if (detail === undefined) return finding;
  const { mend: _, ...rest } = finding;
  return { ...rest, says: `${finding.says} (text of ${detail.length} characters)` };
}

export const seenSchema = z.strictObject({
  id: line,
  either: line.optional(),
  means: line,
  mend: line.optional(),
  /** The status of a good answer. */
  expected: status,
  /** 0 where there was no answer. */
  status,
  orElse: status.optional(),
  /** Those of `HEADERS` that the answer has. */
  headers: z.array(line).max(20).readonly(),
  shape: shapeSchema,
  problems: z.array(problem).max(50).readonly(),
});

/** An answer in a report. */
export type Seen = Readonly<z.output<typeof seenSchema>>;

/** Headers of every answer of Webex: its time, and the id that its support needs. */
const HEADERS = ["date", "trackingid"] as const;

export const seen = ({ check, answer, problems }: Outcome): Seen => ({
  id: check.id,
  either: check.either,
  means: check.means,
  mend: check.mend,
  expected: check.status ?? 200,
  status: answer?.status ?? 0,
  orElse: check.orElse,
  headers: HEADERS.filter((name) => answer?.headers[name] !== undefined),
  shape: Buffer.isBuffer(answer?.body) ? "text" : shapeOf(answer?.body, check.depth ?? MAX_DEPTH),
  problems,
});

/** Differences of these answers from the rules, and from the emulator's answers to the same checks. Pure. */
export function compare(answers: readonly Seen[], emulated: readonly Seen[]): readonly Finding[] {
  const byId = new Map(emulated.map((one) => [one.id, one]));
  return answers.flatMap((answer) => {
    if (isOtherName(answer, answers)) return [];
    const { id: check, means, mend } = answer;
    const base = { check, at: "", means, ...(mend === undefined ? {} : { mend }) };
    if (answer.status === answer.orElse) return [];
    if (answer.status !== answer.expected) {
      const told: Problem =
        answer.status === 0
          ? { code: "no-answer", says: "gives no answer" }
          : { code: "status", says: `answers ${answer.status} instead of ${answer.expected}` };
      return [{ ...base, weight: "breaks" as const, ...told }];
    }
    const wrong = answer.problems.map((problem): Finding => ({ ...base, weight: "breaks", ...problem }));
    const expected = byId.get(check);
    return [...wrong, ...(expected === undefined ? [] : unlike(answer, expected))];
  });
}

/** Whether this is a route's unknown name, while the tenant knows its other name. */
function isOtherName(answer: Seen, all: readonly Seen[]): boolean {
  if (answer.either === undefined || answer.status === answer.expected) return false;
  return all.some((other) => other.either === answer.either && other.status === other.expected);
}

function unlike(answer: Seen, expected: Seen): readonly Finding[] {
  if (expected.status !== expected.expected) return [];
  const { id: check, means, mend } = answer;
  const base = { check, means, ...(mend === undefined ? {} : { mend }) };
  const headers = expected.headers
    .filter((name) => !answer.headers.includes(name))
    .map((name): Finding => {
      return { ...base, weight: "differs", at: "", code: "header-missing", says: `has no header ${name}` };
    });
  const members = differences(expected.shape, answer.shape).map(({ kind, at, expected: wanted, found }): Finding => {
    const says = {
      extra: `has a member that the emulator does not know (${found})`,
      missing: `lacks it (${wanted})`,
      type: `has ${found} instead of ${wanted}`,
    }[kind];
    return { ...base, weight: kind === "extra" ? "note" : "differs", at, code: `member-${kind}`, says };
  });
  return [...headers, ...members];
}
