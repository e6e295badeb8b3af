import type { Context } from "./context";

/** error: will fail or do harm; warning: probably wrong; info: style, or useful to know. */
export type Severity = "error" | "warning" | "info";
export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** A result of a rule at one place of a flow. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** `main` or the event map's key. */
  readonly process: string;
  /** Name of the activity; empty for the whole flow or a variable. */
  readonly activity: string;
  /** Property of the activity, such as `httpRequestPath`; `variables.NAME` for a variable. */
  readonly path: string;
  readonly message: string;
  /** How to correct it. */
  readonly fix: string;
}

/** A result of a rule's check. The rule adds the other fields of the finding. */
export interface Report {
  readonly process: string;
  readonly activity: string;
  readonly path: string;
  readonly message: string;
  /** Only where the correction differs from the rule's general one. */
  readonly fix?: string;
}

/** A rule with its texts: what it checks, why that matters, how to correct it. */
export interface Rule {
  /** `family/name`. Never changes, because suppressions refer to it. */
  readonly id: `${Family}/${string}`;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly check: (context: Context) => readonly Report[];
}

export type Checks = Readonly<Record<string, Rule["check"]>>;

export type Family = "structure" | "expression" | "http" | "soql" | "practice";
