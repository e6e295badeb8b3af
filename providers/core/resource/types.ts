/** A resource's properties by name, as they cross the engine's wire. */
export type Values = Readonly<Record<string, unknown>>;

/** Something wrong with one property, said before anything is written. */
export interface Problem {
  /** Path such as `callDistributionGroups[0].teamIds`; empty for the resource as a whole. */
  readonly property: string;
  readonly reason: string;
}

/** The key under which the state of a list keeps marks of the entries that are its own. */
export const OWN = "__own";

/** What a cloud says of one object now, in our names. */
export interface RemoteObject {
  readonly id: string;
  readonly values: Values;
  /** Changes whenever the object does; lets a list row prove an object unchanged. */
  readonly revision?: string | undefined;
  /** Milliseconds since the epoch, by the service's clock. */
  readonly createdAt?: number | undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
