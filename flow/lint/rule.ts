import type { Context } from "./context";

/** error: will fail or harm; warning: likely wrong; info: style, or worth knowing. */
export type Severity = "error" | "warning" | "info";
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** One thing that a rule has to say about one place of a flow. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** `main` or the event map's key. */
  readonly process: string;
  /** Name of the activity; empty where the whole flow or a variable is meant. */
  readonly activity: string;
  /** Property of the activity, such as `httpRequestPath`; `variables.NAME` for a variable. */
  readonly path: string;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** What a rule's check hands back; the rest of a finding is the rule's own. */
export interface Report {
  readonly process: string;
  readonly activity: string;
  readonly path?: string;
  readonly message: string;
  /** Where this place asks for another remedy than the rule's general one. */
  readonly fix?: string;
}

/** A rule as data: what it looks for, why that matters, what to do. */
export interface Rule {
  /** `family/name`, stable: suppressions refer to it. */
  readonly id: `${Family}/${string}`;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly check: (context: Context) => readonly Report[];
}

/** The checks of rules by their ids. */
export type Checks = Readonly<Record<string, Rule["check"]>>;

export type Family = "structure" | "expression" | "http" | "soql" | "practice";
