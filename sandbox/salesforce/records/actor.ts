import { notFound } from "../salesforce-errors";
import type { Org } from "../org";
import type { Rights } from "../rights";
import type { SObject } from "../sobjects/sobject";
import { objectOf } from "./objects";

/** The user who reads or writes records, and the org. */
export interface Actor {
  readonly org: Org;
  readonly userId: string;
  readonly rights: Rights;
}

/** A type that a caller may see; its name in any case. */
export const visibleType = ({ org, rights }: Actor, name: string): SObject => {
  const object = objectOf(org, name);
  if (object === undefined || !rights.may("read", object)) throw notFound();
  return object;
};
