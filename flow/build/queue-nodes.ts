import type { JsonObject } from "../json";
import { choice, companion, reference, template, within, type Context, type Described, type To } from "./compiled";

/** @example { type: "queue-contact", priority: { variable: "queuePriority" }, to: { default: "Music", failure: "Sorry" } } */
export interface QueueContact<N extends string, V extends string> extends Described {
  readonly type: "queue-contact";
  /** Queue id; or a variable with a queue id, and the queue to use where the variable holds no id. A binding where left out. */
  readonly queue?: string | { readonly variable: V; readonly fallback?: string };
  /** 1 (first) to 9, or an INTEGER variable. Out of range counts as 10. */
  readonly priority?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | { readonly variable: V };
  readonly to: To<N, "default", "failure">;
}

/** Offers the call to one agent first. */
export interface QueueToAgent<N extends string, V extends string> extends Described {
  readonly type: "queue-to-agent";
  readonly agent: { readonly by: "agentEmail" | "agentId"; readonly variable: V };
  readonly reportingQueue?: string;
  readonly recoveryQueue?: string;
  readonly park?: boolean;
  readonly to: { readonly default: N; readonly error: N };
}

/** Reads the position in the queue and the estimated waiting time `Node.EWT`, in milliseconds, -1 when unknown. */
export interface GetQueueInfo<N extends string> extends Described {
  readonly type: "queue-lookup";
  readonly queue?: string;
  /** Minutes, 5 to 240; 5 by default. */
  readonly lookbackMinutes?: number;
  readonly to: { readonly default: N; readonly insufficientdata: N; readonly failure?: N };
}

/** Registers a callback. A disconnect must follow. */
export interface Callback<N extends string> extends Described {
  readonly type: "callback";
  /** Number to call; the caller's by default. */
  readonly number?: string;
  readonly queue?: string;
  readonly to: To<N, "default", "failure">;
}

/** Transfers the call and ends the flow. */
export interface BlindTransfer<N extends string> extends Described {
  readonly type: "blind-transfer";
  /** Number to call; the binding "Node.transfertodn" where left out. */
  readonly number?: string;
  readonly to?: { readonly failure?: N };
}

/** Transfers the call; the flow continues when the other side hangs up. */
export interface BridgedTransfer<N extends string> extends Described {
  readonly type: "bridged-transfer";
  readonly number?: string;
  readonly timeoutSeconds?: number;
  readonly to: To<N, "default", "failure">;
}

/** Sets the caller id and ends a PreDial path. */
export interface SetCallerId extends Described {
  readonly type: "SetCallerID";
  readonly number?: string;
}

export type QueueNode<N extends string, V extends string> =
  | QueueContact<N, V>
  | QueueToAgent<N, V>
  | GetQueueInfo<N>
  | Callback<N>
  | BlindTransfer<N>
  | BridgedTransfer<N>
  | SetCallerId;

export function queueContact(node: QueueContact<string, string>, context: Context): JsonObject {
  const isVariable = typeof node.queue === "object";
  const queue: JsonObject = isVariable
    ? {
        queueRadioGroup: "variableQueue",
        destinationVariable: template(node.queue.variable),
        ...choice("destination", null),
        ...reference(context, "fallbackQueue", node.queue.fallback),
      }
    : {
        queueRadioGroup: "staticQueue",
        destinationVariable: null,
        ...reference(context, "destination", node.queue),
        ...companion("destination", "type", "LONGEST_AVAILABLE_AGENT"),
        ...choice("fallbackQueue", null),
      };
  return {
    ...queue,
    ...priority(node.priority, context),
    toggleAgentAvailability: false,
    agentAvailabilityRadioGroup: null,
    agentAvailabilityVariable: null,
    skills: null,
  };
}

function priority(value: QueueContact<string, string>["priority"], context: Context): JsonObject {
  if (value === undefined)
    return { toggle: false, priorityRadioGroup: null, ...choice("priority", null), priorityVariable: null };
  if (typeof value === "object")
    return {
      toggle: true,
      priorityRadioGroup: "variablePriority",
      ...choice("priority", null),
      priorityVariable: template(value.variable),
    };
  return {
    toggle: true,
    priorityRadioGroup: "staticPriority",
    ...choice("priority", String(within(context, "priority", value, 1, 9))),
    priorityVariable: null,
  };
}

export const queueToAgent = (node: QueueToAgent<string, string>, context: Context): JsonObject => ({
  destinationLookupType: node.agent.by,
  destinationVariable: template(node.agent.variable),
  ...reference(context, "reportingQueue", node.reportingQueue),
  ...reference(context, "recoveryQueue", node.recoveryQueue),
  parkContactToggle: node.park ?? false,
  priorityToggle: false,
  priorityRadioGroup: null,
  ...choice("priority", null),
  priorityVariable: null,
});

export const getQueueInfo = (node: GetQueueInfo<string>, context: Context): JsonObject => ({
  ...reference(context, "destination", node.queue),
  ...companion("destination", "radioName", "queueId"),
  ewtLookbackMinutes: String(within(context, "lookbackMinutes", node.lookbackMinutes ?? 5, 5, 240)),
});

export const callback = (node: Callback<string>, context: Context): JsonObject => ({
  callbackDn: node.number ?? "{{NewPhoneContact.ANI}}",
  toggleCallbackDestination: true,
  ...reference(context, "callbackQueue", node.queue),
  ...companion("callbackQueue", "radioName", "staticQueue"),
  ...choice("callbackAni", null),
  ...companion("callbackAni", "radioName", "staticAni"),
});

export const transfer = (node: BlindTransfer<string> | BridgedTransfer<string>, context: Context): JsonObject => ({
  ...reference(context, "transfertodn", node.number),
  ...companion("transfertodn", "radioName", "setToValue"),
  ...(node.type === "bridged-transfer" && {
    timeout: within(context, "timeoutSeconds", node.timeoutSeconds ?? 30, 1, 300),
  }),
});

export const setCallerId = (node: SetCallerId, context: Context): JsonObject => ({
  ...reference(context, "callerId", node.number),
  ...companion("callerId", "radioName", "staticCallerId"),
});
