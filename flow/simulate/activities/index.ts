import { type ActivityKind, NEEDS_CALLER } from "../../catalogue";
import { SystemError } from "../simulation-errors";
import { mainPort, type At, type Outcome } from "../outcome";
import { caseStatement, condition, parse, screenPop, setVariable } from "./data";
import { FURTHER } from "./further";
import { httpRequest } from "./request";
import { callback, callerId, queueContact, queueInfo, queueToAgent, transfer } from "./queue";
import { businessHours, goTo, percentAllocation, subflow, unknown, wait } from "./routing";
import { listen, mediaStream, playMessage, playMusic, virtualAgent } from "./voice";

/** Activities that do nothing when nobody is on the line. */
const IVR: ReadonlySet<ActivityKind> = new Set([...NEEDS_CALLER, "start-media-stream", "disconnect-contact"]);

/** Activities whose result comes from outside the flow. They read the script's outcome themselves. */
const DECIDED_OUTSIDE: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  "ivr-virtualassistantvoice",
  "ivr-virtualassistant",
  "business-hours",
  "percent-allocation",
  "unknown",
]);

/** Activities whose usual port is one result of several, not a success. */
const BRANCHING: ReadonlySet<ActivityKind> = new Set<ActivityKind>(["case-statement", "ivr-collectdigits", "ivr-menu"]);

/**
 * Runs an activity.
 * @throws SystemError when it fails.
 */
export function run(at: At): Outcome {
  const { node, state, chosen } = at;
  if (chosen.error !== undefined) throw new SystemError(chosen.error);
  if (state.phase === "ended" && IVR.has(node.kind)) return afterEnd(at);
  // Another port than the usual one means that the activity did not do its work.
  const isSimulated = FURTHER.has(node.type);
  const isOther = chosen.port !== mainPort(at) || BRANCHING.has(node.kind);
  if (chosen.port !== undefined && (isSimulated || !DECIDED_OUTSIDE.has(node.kind)) && isOther)
    return {
      kind: "leave",
      port: chosen.port,
      outputs: {
        ...(chosen.port === "failure" && { FailureCode: "6", FailureDescription: "SYSTEM_ERROR" }),
        ...chosen.outputs,
      },
    };
  return RUNS[node.kind](at);
}

/** Runs an activity after the end of the call, when nobody is on the line. */
function afterEnd(at: At): Outcome {
  const text = `${at.node.type} does nothing after the end of the call.`;
  if (at.state.setup.strict) throw new SystemError(text);
  const effects = [{ kind: "note", node: at.node.name, text }] as const;
  return at.node.kind === "disconnect-contact" || at.node.kind === "blind-transfer"
    ? { kind: "stop", effects }
    : { kind: "leave", port: mainPort(at), effects };
}

const leavesAtOnce = (): Outcome => ({ kind: "leave", port: "out" });

const RUNS: Readonly<Record<ActivityKind, (at: At) => Outcome>> = {
  start: leavesAtOnce,
  "start-subflow": leavesAtOnce,
  event: leavesAtOnce,
  end: () => ({ kind: "stop" }),
  "end-subflow": () => ({ kind: "return" }),
  "disconnect-contact": () => ({ kind: "stop", end: "disconnected by the flow" }),
  "set-variable": setVariable,
  "http-request-v2": httpRequest,
  "parse-activity": parse,
  "condition-activity": condition,
  "case-statement": caseStatement,
  "business-hours": businessHours,
  "percent-allocation": percentAllocation,
  "play-message": playMessage,
  "play-music": playMusic,
  "ivr-menu": listen,
  "ivr-collectdigits": listen,
  "queue-contact": queueContact,
  "queue-to-agent": queueToAgent,
  "queue-lookup": queueInfo,
  callback,
  "screen-pop": screenPop,
  "blind-transfer": (at) => transfer(at, true),
  "bridged-transfer": (at) => transfer(at, false),
  SetCallerID: callerId,
  "ivr-virtualassistantvoice": virtualAgent,
  "ivr-virtualassistant": virtualAgent,
  "start-media-stream": mediaStream,
  "subflow-handoff": subflow,
  "hand-off": goTo,
  "wait-activity": wait,
  unknown: (at) => (FURTHER.get(at.node.type) ?? unknown)(at),
};
