import { casesOf, numberAt } from "../../../activities";
import { JavaNumber, type ContextValue } from "../../../expression";
import { arrayAt } from "../../../json";
import type { FlowNode, Variable } from "../../../model";
import { coerce } from "../../../simulate/values";
import { SystemError } from "../../../simulate/simulation-errors";
import { type Alternatives, constant, external } from "./alternatives";

/** Values that callers, agents, servers and the platform bring into a flow. */

const number = (value: number): ContextValue => JavaNumber.int(value);

/** Examples of a value of each type. */
const TEXTS: readonly ContextValue[] = [
  "7",
  "Some text of more than forty characters in all",
  "2024-03-01T10:00:00.000Z",
];
const NUMBERS: readonly ContextValue[] = [number(0), number(1), number(7), number(100)];
const OBJECTS: readonly ContextValue[] = [{}, { value: "text" }];

export function shapesOf(type: string): readonly ContextValue[] {
  switch (type.toUpperCase()) {
    case "INTEGER":
      return NUMBERS;
    case "DECIMAL":
      return [JavaNumber.double(0), JavaNumber.double(1.5), JavaNumber.double(100)];
    case "BOOLEAN":
      return [true, false];
    case "JSON":
      return OBJECTS;
    default:
      return TEXTS;
  }
}

/** The caller's number is an outcome, like a call's answer: two values made from it belong to the same caller. */
export const CALLER = "the caller";

/** Caller numbers: of several countries and lengths, empty, and withheld. */
const CALLERS: Alternatives = [
  ...["+14085551234", "+33123456789", "+4930901820", "+442079460123"].map(
    (text) => [text, "a caller's number"] as const,
  ),
  ["5551234", "a short number"] as const,
  ["911", "a short number"] as const,
  ["anonymous", "a withheld number"] as const,
  ["", "a call without a number"] as const,
].map(([text, origin], index) => constant(text, origin, new Map([[CALLER, 1 << index]])));

const someText = (origin: string): Alternatives => [external(TEXTS, origin)];
const textOrNone = (origin: string): Alternatives => [...someText(origin), constant("", origin)];

/** Outputs of the start that are sometimes empty. */
const SOMETIMES =
  /\.(?:PSTNRegion|EntryPointId|FlowVersionLabel|CallbackType|CallbackReason|ScheduleSourceInteractionId|Payload|AgentEmailI[dD]|TenantID|QueueI[dD]|QueueName|TeamI[dD]|TeamName)$/i;

/** Possible values of an output of the start or of an event, by its name such as `NewPhoneContact.ANI`. */
export function eventValue(name: string): Alternatives {
  const origin = `a value of ${name} from the platform`;
  if (/\.ani$/i.test(name)) return CALLERS;
  if (/\.(?:headers|cad|callassociateddata)$/i.test(name)) return [external(["{}", '{"value":"text"}'], origin)];
  return SOMETIMES.test(name) ? textOrNone(origin) : someText(origin);
}

/** A variable when the call arrives: its default, and values from outside the flow. */
export function initialValue({ name, type, value, source, isAgentEditable, raw }: Variable): Alternatives {
  const isOutside =
    source.startsWith("GLOBAL") || source === "SUBFLOW_INPUT" || isAgentEditable || raw.isExternalized === true;
  const outside = isOutside ? [external(shapesOf(type), `a value of ${name} from outside the flow`)] : [];
  return [constant(fitting(name, type, value), "its default"), ...outside];
}

/** The default in its type; empty where it has the wrong type, which another rule reports. */
function fitting(name: string, type: string, value: string | null): ContextValue {
  try {
    return coerce(name, type, value, "empty");
  } catch (error) {
    if (error instanceof SystemError) return null;
    throw error;
  }
}

type Outputs = readonly (readonly [name: string, alternatives: Alternatives])[];

const DIGITS = "12345678901234567890123456789012";

/** Numbers of callers and agents: some, none, and unknown where the platform has such a value. */
const queueInfo = (name: string): Outputs =>
  [
    "PIQ",
    "CallsQueuedNow",
    "OldestCallTime",
    "LoggedOnAgentsCurrent",
    "LoggedOnAgentsAll",
    "AvailableAgentsCurrent",
    "AvailableAgentsAll",
    "EWT",
  ].map((output) => [
    `${name}.${output}`,
    [external([...NUMBERS, number(60_000), ...(output === "EWT" ? [number(-1)] : [])], `an output of the queue`)],
  ]);

/** Outputs of an activity after `port`, where they depend neither on servers nor on texts. */
export function outputsAt(node: FlowNode, port: string): Outputs {
  const { name, properties } = node;
  switch (node.kind) {
    case "ivr-menu":
      return casesOf(node).some((row) => row.port === port) || arrayAt(properties, "menuLinks").includes(port)
        ? [[`${name}.OptionEntered`, [constant(port, "the key pressed")]]]
        : [];
    case "ivr-collectdigits": {
      const most = Math.min(32, numberAt(properties, "maxDigits") ?? 32);
      const least = Math.min(most, Math.max(1, numberAt(properties, "minDigits") ?? 1));
      const lengths = port === "invalid" ? [1] : [...new Set([least, Math.ceil((least + most) / 2), most])];
      return port === "timeout" || port === "error"
        ? []
        : [[`${name}.DigitsEntered`, lengths.map((length) => constant(DIGITS.slice(0, length), `${length} digits`))]];
    }
    case "queue-lookup":
      return port === "default" || port === "out" || port === "" ? queueInfo(name) : [];
    case "ivr-virtualassistantvoice":
    case "ivr-virtualassistant":
      return [
        [`${name}.MetaData`, [external(["{}", '{"value":"text"}'], "an output of the virtual agent")]],
        [`${name}.StateEventName`, textOrNone("an output of the virtual agent")],
      ];
    case "business-hours":
      return ["WorkingHoursShift_Name", "Holidays_Name", "Overrides_Name", "Status"].map((output) => [
        `${name}.${output}`,
        textOrNone("an output of the business hours"),
      ]);
    case "queue-contact":
    case "queue-to-agent":
      return ["QueueId", "FailureCode", "FailureDescription", "AgentId", "AgentState", "AgentIdleCode"].map(
        (output) => [`${name}.${output}`, textOrNone("an output of the queue")],
      );
    case "percent-allocation":
      return ["percentage", "description"].map((output) => [`${name}.${output}`, someText("the share")]);
    default:
      return [];
  }
}
