import type { Costs, Operation, Question } from "../../providers/core/resource/facets";
import { descriptorOf } from "../../providers/core/resource/registry";
import type { Values } from "../../providers/core/resource/types";

/** What an operation on one object costs. */
export interface OperationCost {
  /** Calls of its own. */
  readonly own: number;
  /** Questions that a run asks once, however many operations need the answer. */
  readonly asks: readonly Question[];
  /** Salesforce deploys. */
  readonly deploys: number;
}

/** Held against what each kind sends by the tests of the kinds. */
export function costOf(kind: string, operation: Operation, inputs: Values): OperationCost {
  const cost = costsOf(kind)[operation];
  const { own, asks = [], deploys = 0 } = typeof cost === "number" ? { own: cost } : cost(inputs);
  return { own, asks, deploys };
}

/** The question whose answer writes of this kind make old. */
export function outdatedBy(kind: string): string | undefined {
  return costsOf(kind).outdates;
}

function costsOf(kind: string): Costs {
  const { store, cost } = descriptorOf(kind);
  return { ...store.cost, ...cost };
}
