import { flagAt, numberAt } from "../../activities";
import { BIND_MARK } from "../../bindings/mark";
import { JavaNumber } from "../../expression";
import { textAt, type JsonObject } from "../../json";
import { SystemError } from "../simulation-errors";
import { render, type Scope } from "../expressions";
import { leaveAfter, mainPort, type At, type Outcome } from "../outcome";
import type { Effect } from "../events";
import type { Queues } from "../state";

const BRIDGE_MS = 60_000;
const UNRANKED = 10;

/** Puts the call into a queue and continues immediately. */
export function queueContact(at: At): Outcome {
  const { properties } = at.node;
  const queue =
    properties.queueRadioGroup === "variableQueue"
      ? variableQueue(at)
      : queueAt(at, textAt(properties, "destination") === undefined ? "queueId" : "destination");
  return {
    ...leaveAfter(at, mainPort(at), 0, { QueueId: queue.queueId, FailureCode: "", FailureDescription: "" }),
    effects: [{ kind: "enqueue", node: at.node.name, ...queue, priority: priorityOf(at.scope, properties) }],
  };
}

const queueNamed = (queues: Queues, id: string): Queues[string] | undefined =>
  Object.hasOwn(queues, id) ? queues[id] : undefined;

interface Queue {
  readonly queueId: string;
  readonly queueName: string;
}

export function queueAt({ node: { properties }, state }: At, key: string): Queue {
  const queueId = textAt(properties, key) ?? "";
  const known = queueNamed(state.setup.queues, queueId);
  if (known !== undefined) return { queueId, queueName: known.name };
  const label = textAt(properties, `${key}:name`) ?? textAt(properties, `${key}_name`) ?? "";
  return { queueId, queueName: (label.startsWith(BIND_MARK) ? "" : label) || queueId };
}

function variableQueue(at: At): Queue {
  const queueId = render(at.scope, textAt(at.node.properties, "destinationVariable") ?? "").trim();
  if (queueId === "") return queueAt(at, "fallbackQueue");
  return { queueId, queueName: queueNamed(at.state.setup.queues, queueId)?.name ?? queueId };
}

export function priorityOf(scope: Scope, properties: JsonObject): number {
  if (flagAt(properties, "toggle") !== true && flagAt(properties, "priorityToggle") !== true) return UNRANKED;
  const isVariable = properties.priorityRadioGroup === "variablePriority";
  const priority = isVariable
    ? Number(render(scope, textAt(properties, "priorityVariable") ?? "").trim() || Number.NaN)
    : (numberAt(properties, "priority") ?? UNRANKED);
  return Number.isInteger(priority) && priority >= 1 && priority <= 9 ? priority : UNRANKED;
}

/** Offers the call to one agent while it waits in the recovery queue. With a failure code the port is the default one too. */
export function queueToAgent(at: At): Outcome {
  const { properties, name } = at.node;
  const agent = render(at.scope, textAt(properties, "destinationVariable") ?? "").trim();
  if (agent === "")
    throw new SystemError(`${textAt(properties, "destinationVariable") ?? "The agent"} names no agent.`);
  const queue = queueAt(at, "recoveryQueue");
  const failed = at.chosen.outputs?.FailureCode !== undefined;
  const effects: readonly Effect[] = failed
    ? []
    : [{ kind: "enqueue", node: name, ...queue, priority: priorityOf(at.scope, properties), agent }];
  const outputs = { AgentId: agent, AgentState: failed ? "" : "Available", AgentIdleCode: "", FailureCode: "" };
  return { ...leaveAfter(at, mainPort(at), 0, { ...outputs, FailureDescription: "" }), effects };
}

/** Without values in the script: one caller ahead, a wait of one minute, one free agent. */
export function queueInfo(at: At): Outcome {
  const whole = (value: number): JavaNumber => JavaNumber.int(value);
  return leaveAfter(at, mainPort(at), 0, {
    PIQ: whole(1),
    EWT: whole(60_000),
    CallsQueuedNow: whole(1),
    OldestCallTime: whole(0),
    LoggedOnAgentsCurrent: whole(1),
    LoggedOnAgentsAll: whole(1),
    AvailableAgentsCurrent: whole(1),
    AvailableAgentsAll: whole(1),
    FailureCode: "",
  });
}

export function callback(at: At): Outcome {
  const { properties, name } = at.node;
  const number = render(at.scope, textAt(properties, "callbackDn") ?? "{{ NewPhoneContact.ANI }}");
  const { queueName } = queueAt(at, "callbackQueue");
  return {
    ...leaveAfter(at, mainPort(at), 0, { FailureCode: "", FailureDescription: "" }),
    effects: [{ kind: "callback", node: name, number, queueName: queueName || at.state.queue?.queueName || "" }],
  };
}

export function transfer(at: At, blind: boolean): Outcome {
  const number = render(at.scope, textAt(at.node.properties, "transfertodn") ?? "").trim();
  const effects: readonly Effect[] = [{ kind: "transfer", node: at.node.name, number, blind }];
  if (blind) return { kind: "stop", end: "transferred", effects };
  return { ...leaveAfter(at, mainPort(at), BRIDGE_MS), effects };
}

/** Ends the path of PreDial, unless a link follows. */
export function callerId(at: At): Outcome {
  const number = render(at.scope, textAt(at.node.properties, "callerId") ?? "").trim();
  return { kind: "leave", port: mainPort(at), effects: [{ kind: "caller-id", node: at.node.name, number }] };
}
