import type { Flow } from "../model";
import type { EventName } from "../events";
import type { Agent, CallState, Frame, Values } from "./state";
import { textOf } from "./values";

/** Outputs of the start node, under each name that expressions use for it. */
export function startOutputs(state: CallState, flow: Flow): Values {
  const { from, to, interactionId, entry } = state.setup;
  return Object.freeze({
    ANI: from,
    DNIS: to,
    InteractionId: interactionId,
    EntryPointId: "",
    PSTNRegion: "",
    FlowId: textOrEmpty(flow.raw["flowId"]),
    FlowVersionLabel: "",
    OrgId: textOrEmpty(flow.raw["orgId"]),
    Headers: "{}",
    CallbackType: "",
    CallbackReason: "",
    ScheduleSourceInteractionId: "",
    Payload: "",
    ...entry,
  });
}

const textOrEmpty = (value: unknown): string => (typeof value === "string" ? value : "");

/** Agent-viewable variables, as text. */
export const callData = (flow: Flow, frame: Frame): Readonly<Record<string, string>> =>
  Object.fromEntries(
    flow.variables.filter(({ isCAD }) => isCAD).map(({ name }) => [name, textOf(frame.variables[name])]),
  );

/** Outputs of an event, by prefix. The names changed over the years, so both are present. */
export function eventOutputs(
  state: CallState,
  flow: Flow,
  frame: Frame,
  event: EventName,
): Readonly<Record<string, Values>> {
  const { to } = state.setup;
  const agent = agentOf(state);
  const queueId = state.queue?.queueId ?? "";
  const cad = JSON.stringify(callData(flow, frame));
  const assigned: Values = {
    AgentID: agent.id,
    AgentName: agent.name,
    AgentEmailId: agent.email,
    AgentSessionID: `${state.setup.interactionId}-agent`,
    QueueID: queueId,
    QueueName: state.queue?.queueName ?? "",
    TeamID: agent.teamId,
    TeamName: agent.teamName,
    TenantID: "",
    CAD: cad,
  };
  switch (event) {
    case "AgentContactAssigned":
      return { AgentAccepted: assigned, AgentAnswered: assigned };
    case "AgentOfferContact":
      return { AgentOffered: { ...assigned, ...camel(assigned), callAssociatedData: cad } };
    case "FCAsk(ContactLastAgentRemoved)":
      return {
        AgentDisconnected: {
          AgentId: agent.id,
          AgentEmailId: agent.email,
          QueueId: queueId,
          TeamId: agent.teamId,
          InboundChannel: "telephony",
          RoutingStrategyId: "",
        },
      };
    case "ContactEnded":
      return { PhoneContactEnded: endedOutputs(state, queueId) };
    case "ContactPredial":
      return {
        PreDial: {
          direction: "INBOUND",
          participantType: "AGENT",
          dialNumber: agent.email,
          otherPartyDn: state.setup.from,
          epDn: to,
          agentSelectedAni: "",
          operationType: "CONSULT",
        },
      };
    case "GlobalErrorHandling":
    case "ContactOutboundCampaignResult":
    case "ContactCallbackFailed":
    case "ContactAniUpdated":
    case "ContactReservationStarted":
      return {};
  }
}

/** The agent who answers: one of the queue's teams where the environment knows them. */
export const agentOf = ({ queue, setup }: CallState): Agent => setup.queues[queue?.queueId ?? ""]?.agent ?? setup.agent;

/** Outputs of the end of the call. An abandoned call has no agent. */
function endedOutputs(state: CallState, queueId: string): Values {
  const agent = agentOf(state);
  const was = state.agent === "answered" || state.agent === "left";
  return {
    AgentID: was ? agent.id : "",
    AgentEmailID: was ? agent.email : "",
    TeamID: was ? agent.teamId : "",
    QueueID: queueId,
    InboundChannel: "telephony",
    RoutingStrategyID: "",
  };
}

const camel = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${name.charAt(0).toLowerCase()}${name.slice(1)}`.replace(/ID$/, "Id"),
      value,
    ]),
  );
