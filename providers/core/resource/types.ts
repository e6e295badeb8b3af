/** A resource's properties by name, as the engine sends them. */
export type Values = Readonly<Record<string, unknown>>;

/** A problem of one property, reported before anything is written. */
export interface Problem {
  /** Path such as `callDistributionGroups[0].teamIds`; empty for the whole resource. */
  readonly property: string;
  readonly reason: string;
}

/** Inputs after a check, and what is wrong with them. */
export interface Checked {
  readonly inputs: Values;
  readonly problems: readonly Problem[];
}

/** The key of a list's state that holds marks of the entries that it owns. */
export const OWN = "__own";
/** Hidden input: earlier values of the inputs that a create or an update first sets. The engine stores it before, so every machine has it. */
export const BEFORE = "__before";

/** One live object, under our names. */
export interface RemoteObject {
  readonly id: string;
  readonly values: Values;
  /** Changes whenever the object changes, so that a list row can prove an object unchanged. */
  readonly revision?: string | undefined;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly createdAt?: number | undefined;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
