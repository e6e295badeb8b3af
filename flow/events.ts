import type { JsonObject } from "./json";

/** Ids of Webex Contact Center's voice events, the same in every organisation. */
const SOURCE: JsonObject = {
  eventSourceId: "5eff0e2eb10162499bc9f932",
  eventSourceName: "WebexContactCenter",
  eventClassificationId: "5f10475cf021306e89e1692c",
  eventClassificationName: "VoiceInteractions",
};

const START_SPECIFICATION_ID = "5f2d02144332507e39cc8a7f";

/** Event specification name to the name on the canvas, specification id and icon. */
const EVENTS = {
  AgentContactAssigned: ["AgentAnswered", "5f354a0c6fb8c44e97ccb30d", "icon-headset_16"],
  ContactEnded: ["PhoneContactEnded", "5f354a336fb8c44e97ccb30e", "icon-handset-muted_16"],
  "FCAsk(ContactLastAgentRemoved)": ["AgentDisconnected", "5ffeafa86a7eff72a481c4b5", "icon-headset-muted_16"],
  GlobalErrorHandling: ["OnGlobalError", "627c0663e98eca854178bba6", "icon-error-legacy_16"],
  AgentOfferContact: ["AgentOffered", "637da544c02b556cf406d192", "icon-audio-call_16"],
  ContactPredial: ["PreDial", "63c914bebfee4622076922b1", "icon-other-number_16"],
  ContactOutboundCampaignResult: [
    "OutboundCampaignCallResult",
    "64b7b425b244045d52e05fe4",
    "icon-outgoing-call-legacy_16",
  ],
  ContactCallbackFailed: ["CallbackFailed", "64461525b1a88734caf6c25b", "icon-no-phone-warning_24"],
  ContactAniUpdated: ["ContactAniUpdated", "97b7b425a244045d52e97fe4", "icon-null_0"],
  ContactReservationStarted: ["ContactReservationStarted", "662bea23e3d8e82738b2432d", null],
} as const satisfies Record<string, readonly [string, string, string | null]>;

/** An event of a call after its arrival. */
export type EventName = keyof typeof EVENTS;

export const isEventName = (name: string): name is EventName => Object.hasOwn(EVENTS, name);

/** Properties of the start node of a flow. */
export const startProperties = (name: string): JsonObject => ({
  name,
  activityName: "NewPhoneContact",
  activityId: "start",
  event: "NewPhoneContact",
  flowType: { ...SOURCE, eventSpecificationId: START_SPECIFICATION_ID, eventSpecificationName: "ContactStartWorkflow" },
});

/** Properties of the handler of an event. */
export function eventProperties(event: EventName): JsonObject {
  const [displayName, specificationId, icon] = EVENTS[event];
  return {
    name: event,
    activityName: "Event",
    activityId: "event",
    event: displayName,
    displayName,
    ...SOURCE,
    eventSpecificationId: specificationId,
    eventSpecificationName: event,
    ...(icon !== null && { iconDiagram: icon }),
  };
}
