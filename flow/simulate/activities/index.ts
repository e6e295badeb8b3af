import type { ActivityKind } from "../../catalogue";
import { SystemError } from "../simulation-errors";
import { mainPort, type At, type Outcome } from "../outcome";
import { caseStatement, condition, parse, screenPop, setVariable } from "./data";
import { FURTHER } from "./further";
import { httpRequest } from "./request";
import { callback, callerId, queueContact, queueInfo, queueToAgent, transfer } from "./queue";
import { businessHours, goTo, percentAllocation, subflow, unknown, wait } from "./routing";
import { listen, mediaStream, playMessage, playMusic, virtualAgent } from "./voice";

/** Activities that need a caller on the line. */
const IVR: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  "play-message",
  "play-music",
  "ivr-menu",
  "ivr-collectdigits",
  "queue-contact",
  "queue-to-agent",
  "callback",
  "blind-transfer",
  "bridged-transfer",
  "ivr-virtualassistantvoice",
  "ivr-virtualassistant",
  "start-media-stream",
  "disconnect-contact",
]);

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
  return runKind(at);
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

function runKind(at: At): Outcome {
  const { kind } = at.node;
  switch (kind) {
    case "start":
    case "start-subflow":
    case "event":
      return { kind: "leave", port: "out" };
    case "end":
      return { kind: "stop" };
    case "end-subflow":
      return { kind: "return" };
    case "disconnect-contact":
      return { kind: "stop", end: "disconnected by the flow" };
    case "set-variable":
      return setVariable(at);
    case "http-request-v2":
      return httpRequest(at);
    case "parse-activity":
      return parse(at);
    case "condition-activity":
      return condition(at);
    case "case-statement":
      return caseStatement(at);
    case "business-hours":
      return businessHours(at);
    case "percent-allocation":
      return percentAllocation(at);
    case "play-message":
      return playMessage(at);
    case "play-music":
      return playMusic(at);
    case "ivr-menu":
    case "ivr-collectdigits":
      return listen(at);
    case "queue-contact":
      return queueContact(at);
    case "queue-to-agent":
      return queueToAgent(at);
    case "queue-lookup":
      return queueInfo(at);
    case "callback":
      return callback(at);
    case "screen-pop":
      return screenPop(at);
    case "blind-transfer":
      return transfer(at, true);
    case "bridged-transfer":
      return transfer(at, false);
    case "SetCallerID":
      return callerId(at);
    case "ivr-virtualassistantvoice":
    case "ivr-virtualassistant":
      return virtualAgent(at);
    case "start-media-stream":
      return mediaStream(at);
    case "subflow-handoff":
      return subflow(at);
    case "hand-off":
      return goTo(at);
    case "wait-activity":
      return wait(at);
    case "unknown":
      return (FURTHER.get(at.node.type) ?? unknown)(at);
  }
}
