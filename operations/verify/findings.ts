import type { Outcome } from "./ask";
import { differences, MAX_DEPTH, type Shape, shapeOf } from "./shape";

/** One difference between a tenant and what datadip expects. */
export interface Finding {
  /** `breaks`: a run fails or is wrong; `differs`: the emulator behaves differently; `note`: the answer has more than is needed. */
  readonly weight: "breaks" | "differs" | "note";
  readonly check: string;
  /** Path of the member; empty for the whole answer. */
  readonly at: string;
  /** One clause without data of the tenant: "answers 404 instead of 200". */
  readonly says: string;
  readonly means: string;
  readonly mend?: string;
  /** The service's own words, which may name the tenant: for its people, never in a report. */
  readonly detail?: string;
}

/** A finding as a report has it: of the service's own words only their length. */
export function shown({ detail, ...finding }: Finding): Finding {
  if (detail === undefined) return finding;
  const { mend: _, ...rest } = finding;
  return { ...rest, says: `${finding.says} (text of ${detail.length} characters)` };
}

/** An answer in a report. */
export interface Seen {
  readonly id: string;
  readonly either?: string | undefined;
  readonly means: string;
  readonly mend?: string | undefined;
  /** The status of a good answer. */
  readonly expected: number;
  /** 0 where there was no answer. */
  readonly status: number;
  readonly orElse?: number | undefined;
  /** Those of `HEADERS` that the answer has. */
  readonly headers: readonly string[];
  readonly shape: Shape;
  readonly problems: readonly string[];
}

/** Headers of every answer of Webex: its time, and the id that its support needs. */
const HEADERS = ["date", "trackingid"] as const;

export function seen({ check, answer, problems }: Outcome): Seen {
  return {
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
  };
}

/** Differences of these answers from the rules, and from the emulator's answers to the same checks. Pure. */
export function compare(answers: readonly Seen[], emulated: readonly Seen[]): readonly Finding[] {
  const byId = new Map(emulated.map((one) => [one.id, one]));
  return answers.flatMap((answer) => {
    if (isOtherName(answer, answers)) return [];
    const { id: check, means, mend } = answer;
    const base = { check, at: "", means, ...(mend === undefined ? {} : { mend }) };
    if (answer.status === answer.orElse) return [];
    if (answer.status !== answer.expected) {
      const told = answer.status === 0 ? "gives no answer" : `answers ${answer.status} instead of ${answer.expected}`;
      return [{ ...base, weight: "breaks" as const, says: told }];
    }
    const wrong = answer.problems.map((says): Finding => ({ ...base, weight: "breaks", says }));
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
    .map((name): Finding => ({ ...base, weight: "differs", at: "", says: `has no header ${name}` }));
  const members = differences(expected.shape, answer.shape).map(({ kind, at, expected: wanted, found }): Finding => {
    if (kind === "extra")
      return { ...base, weight: "note", at, says: `has a member that the emulator does not know (${found})` };
    const says = kind === "missing" ? `lacks it (${wanted})` : `has ${found} instead of ${wanted}`;
    return { ...base, weight: "differs", at, says };
  });
  return [...headers, ...members];
}
