import type { Values } from "../../providers/core/resource/types";
import type { Tenant } from "../support/tenant";

/** What each kind sends at most: every input set, so that every field of its bodies is held against the description. */
export interface RequestCase {
  readonly kind: string;
  /** Inputs of each way in which an object of the kind can be made; makes what they refer to. */
  readonly variants: (tenant: Tenant) => Promise<readonly Values[]>;
  /** Whether creating stops for a person, and a second run finishes it. */
  readonly stopsForAPerson?: true;
  /** A change of inputs that is written in place. */
  readonly change: Values;
}

/** The id of an object of that name, made past the provider. */
export const made = async (tenant: Tenant, noun: string, name: string, body: Values): Promise<string> =>
  (await tenant.make(noun, { name, active: true, ...body })).id;
