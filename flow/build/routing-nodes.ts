import { BIND_MARK } from "../bindings/mark";
import type { JsonObject } from "../json";
import {
  choice,
  companion,
  limited,
  reference,
  template,
  type Context,
  type Described,
  type PerVariable,
  type To,
} from "./compiled";
import { FlowDefinitionError } from "../flow-errors";

/** @example { type: "condition-activity", expression: "{{ Lookup.httpStatusCode == 200 }}", to: { true: "Use", false: "Sorry" } } */
export interface Condition<N extends string> extends Described {
  readonly type: "condition-activity";
  readonly expression: `{{${string}}}`;
  readonly to: { readonly true: N; readonly false: N; readonly error?: N };
}

/** @example { type: "case-statement", expression: "{{ tier }}", cases: [{ is: "Gold", to: "Vip" }], to: "Normal" } */
export interface Case<N extends string> extends Described {
  readonly type: "case-statement";
  /** A template; or a literal such as "true" where the conditions are in the cases. */
  readonly expression: string;
  /** At most twenty; the first one equal to the expression is taken. */
  readonly cases: readonly { readonly is: string; readonly to: N }[];
  readonly to: To<N, "default">;
}

/** Branches by opening hours. */
export interface BusinessHours<N extends string, V extends string> extends Described {
  readonly type: "business-hours";
  /** Business hours id, or the variable that holds it; the binding "Node.businessHoursId" where left out. */
  readonly hours?: string | { readonly variable: V };
  readonly to: {
    readonly workingHours: N;
    readonly holidays: N;
    readonly override: N;
    readonly default: N;
    readonly error?: N;
  };
}

/** Distributes calls by percentage. */
export interface PercentAllocation<N extends string> extends Described {
  readonly type: "percent-allocation";
  /** Two to ten; the percentages add up to 100. */
  readonly shares: readonly { readonly percent: number; readonly label: string; readonly to: N }[];
  readonly to?: { readonly error?: N };
}

/** Runs a subflow, then continues here. */
export interface Subflow<N extends string, V extends string> extends Described {
  readonly type: "subflow-handoff";
  /** Subflow id; the binding "Node.subflowId" where left out. */
  readonly subflow?: string;
  readonly subflowName: string;
  /** Version label; Latest by default. */
  readonly tag?: "Live" | "Latest" | "Test" | "Dev";
  /** By variable of this flow, the input variable of the subflow. */
  readonly give?: PerVariable<V, string>;
  /** By variable of this flow, the output variable of the subflow that it receives. */
  readonly receive?: PerVariable<V, string>;
  readonly to: To<N, "default">;
}

/** Hangs up. */
export interface DisconnectContact extends Described {
  readonly type: "disconnect-contact";
}

/** Ends an event flow. In the main flow the call stays connected, in silence. */
export interface EndFlow extends Described {
  readonly type: "end";
}

/** Returns to the flow that called this subflow. */
export interface EndSubflow extends Described {
  readonly type: "end-subflow";
}

/** Any other activity, with its properties and links written as given. */
export interface RawActivity<N extends string> extends Described {
  readonly type: "raw";
  readonly activityName: string;
  readonly activityId?: string;
  readonly group?: string;
  readonly properties: JsonObject;
  readonly to: Readonly<Record<string, N>>;
}

export type RoutingNode<N extends string, V extends string> =
  | Condition<N>
  | Case<N>
  | BusinessHours<N, V>
  | PercentAllocation<N>
  | Subflow<N, V>
  | DisconnectContact
  | EndFlow
  | EndSubflow
  | RawActivity<N>;

export const condition = (node: Condition<string>): JsonObject => ({ expression: node.expression });

export function caseStatement(node: Case<string>, context: Context): JsonObject {
  const cases = limited(context, "cases", node.cases, 1, 20);
  return {
    ...choice("expression", node.expression),
    ...companion("expression", "radioName", "build-expression"),
    menuLinks: cases.map((_, index) => String(index)),
    ...companion(
      "menuLinks",
      "input",
      cases.map(({ is }) => is),
    ),
  };
}

export const businessHours = (node: BusinessHours<string, string>, context: Context): JsonObject =>
  typeof node.hours === "object"
    ? {
        businessHoursRadioGroup: "variableBusinessHours",
        businessHoursVariable: template(node.hours.variable),
        ...choice("businessHoursId", null),
      }
    : {
        businessHoursRadioGroup: "staticBusinessHours",
        businessHoursVariable: null,
        ...reference(context, "businessHoursId", node.hours),
      };

export function percentAllocation(node: PercentAllocation<string>, context: Context): JsonObject {
  const shares = limited(context, "shares", node.shares, 2, 10);
  const total = shares.reduce((sum, { percent }) => sum + percent, 0);
  if (total !== 100) throw new FlowDefinitionError(`${context.name}: the percentages add up to ${total}, not to 100.`);
  return {
    allocations: shares.map((_, index) => String(index)),
    ...companion(
      "allocations",
      "input",
      shares.map(({ percent, label }) => JSON.stringify({ percent, desc: label })),
    ),
  };
}

export function subflow(node: Subflow<string, string>, { name, typeOf }: Context): JsonObject {
  const rows = (
    pairs: Readonly<Record<string, string | undefined>>,
    row: (here: string, there: string) => JsonObject,
  ): readonly JsonObject[] =>
    Object.entries(pairs).flatMap(([here, there]) => (there === undefined ? [] : [row(here, there)]));
  const subflowId = node.subflow ?? null;
  return {
    ...(subflowId === null ? choice("subflowId", null, `${BIND_MARK}${name}.subflowId`) : { subflowId }),
    subflowName: node.subflowName,
    subflowVersion: { subflowId, subflowTagId: node.tag ?? "Latest", subflowVersionId: null },
    automaticUpdates: true,
    subflowInputVariables: rows(node.give ?? {}, (here, there) => ({ src: here, target: there, type: typeOf(here) })),
    subflowOutputVariables: rows(node.receive ?? {}, (here, there) => ({
      src: here,
      target: there,
      type: typeOf(here),
    })),
  };
}

export const raw = (node: RawActivity<string>): JsonObject => node.properties;
