import type { Costs, Operation, Question } from "../../providers/core/resource/facets";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";

/** The cost of an operation on one object. */
export interface OperationCost {
  /** Calls for each operation. */
  readonly own: number;
  /** Questions that a run asks once for all operations. */
  readonly asks: readonly Question[];
  /** Number of Salesforce deploys. */
  readonly deploys: number;
}

/** The cost of an operation; the kinds' tests compare it with their requests. */
export function costOf(kind: string, operation: Operation, inputs: Values): OperationCost {
  const cost = costsOf(kind)[operation];
  const { own, asks = [], deploys = 0 } = typeof cost === "number" ? { own: cost } : cost(inputs);
  return { own, asks, deploys };
}

/** The question whose answer becomes stale by writes of this kind. */
export function outdatedBy(kind: string): string | undefined {
  return costsOf(kind).outdates;
}

function costsOf(kind: string): Costs {
  const { store, cost } = descriptorOf(kind);
  return { ...store.cost, ...cost };
}
