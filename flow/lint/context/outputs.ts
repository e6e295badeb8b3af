import type { ActivityKind } from "../../catalogue";

/** What a value is, as far as it can be told without running the flow. */
export type ValueType = "text" | "number" | "boolean" | "json" | "unknown";

type Outputs = Readonly<Record<string, ValueType>>;

const texts = (...names: readonly string[]): Outputs =>
  Object.fromEntries(names.map((name) => [name, "text" as const]));
const numbers = (...names: readonly string[]): Outputs =>
  Object.fromEntries(names.map((name) => [name, "number" as const]));

const START: Outputs = texts(
  "ANI",
  "DNIS",
  "InteractionId",
  "EntryPointId",
  "PSTNRegion",
  "FlowId",
  "FlowVersionLabel",
  "OrgId",
  "Headers",
  "CallbackType",
  "CallbackReason",
  "ScheduleSourceInteractionId",
  "Payload",
);

const AGENT: Outputs = {
  ...texts(
    "AgentID",
    "AgentName",
    "AgentEmailId",
    "AgentSessionID",
    "QueueID",
    "QueueName",
    "TeamID",
    "TeamName",
    "TenantID",
  ),
  CAD: "json",
};

/** Outputs of the start and of events by the prefixes under which flows of several years read them. */
export const EVENT_OUTPUTS: Readonly<
  Record<string, { readonly events: readonly string[]; readonly outputs: Outputs }>
> = {
  NewPhoneContact: { events: [], outputs: START },
  NewContact: { events: [], outputs: START },
  AgentAccepted: { events: ["AgentContactAssigned"], outputs: AGENT },
  AgentAnswered: { events: ["AgentContactAssigned"], outputs: AGENT },
  AgentOffered: {
    events: ["AgentOfferContact"],
    outputs: {
      ...AGENT,
      ...texts("agentId", "agentName", "queueId", "queueName", "teamId", "teamName"),
      callAssociatedData: "json",
    },
  },
  AgentDisconnected: {
    events: ["FCAsk(ContactLastAgentRemoved)"],
    outputs: texts("AgentId", "AgentEmailId", "QueueId", "TeamId", "InboundChannel", "RoutingStrategyId"),
  },
  PhoneContactEnded: {
    events: ["ContactEnded"],
    outputs: texts("AgentID", "AgentEmailID", "TeamID", "QueueID", "InboundChannel", "RoutingStrategyID"),
  },
  PreDial: {
    events: ["ContactPredial"],
    outputs: texts(
      "direction",
      "participantType",
      "dialNumber",
      "otherPartyDn",
      "epDn",
      "agentSelectedAni",
      "operationType",
    ),
  },
  OutboundCampaignCallResult: {
    events: ["ContactOutboundCampaignResult"],
    outputs: { ...texts("CPAResult"), CPAResultCode: "unknown" },
  },
  CallbackFailed: { events: ["ContactCallbackFailed"], outputs: texts("reason") },
};

const FAILURE: Outputs = { FailureCode: "unknown", FailureDescription: "text" };

/** Outputs by type of activity; a type that is missing here has outputs that no public source lists. */
export const NODE_OUTPUTS: Readonly<Partial<Record<ActivityKind, Outputs>>> = {
  "http-request-v2": { httpStatusCode: "number", httpResponseBody: "text", httpResponseHeaders: "text" },
  "queue-contact": { QueueId: "text", ...FAILURE },
  "queue-to-agent": { ...texts("AgentId", "AgentState", "AgentIdleCode", "QueueId"), ...FAILURE },
  "ivr-menu": { OptionEntered: "text", ...FAILURE },
  "ivr-collectdigits": { DigitsEntered: "text", ...FAILURE },
  "queue-lookup": {
    ...numbers(
      "PIQ",
      "EWT",
      "CallsQueuedNow",
      "OldestCallTime",
      "LoggedOnAgentsCurrent",
      "LoggedOnAgentsAll",
      "AvailableAgentsCurrent",
      "AvailableAgentsAll",
    ),
    ...FAILURE,
  },
  "business-hours": texts("WorkingHoursShift_Name", "Holidays_Name", "Overrides_Name", "Status"),
  "ivr-virtualassistantvoice": texts("MetaData", "StateEventName"),
  "ivr-virtualassistant": texts("MetaData", "StateEventName"),
  "percent-allocation": { percentage: "unknown", description: "text" },
  "set-variable": {},
  "condition-activity": {},
  "case-statement": {},
  "play-message": FAILURE,
  "play-music": FAILURE,
};

/** The type that a flow variable's values have in expressions. */
export const typeOfVariable = (type: string): ValueType => {
  switch (type.toUpperCase()) {
    case "STRING":
    case "DATETIME":
      return "text";
    case "INTEGER":
    case "DECIMAL":
      return "number";
    case "BOOLEAN":
      return "boolean";
    case "JSON":
      return "json";
    default:
      return "unknown";
  }
};
