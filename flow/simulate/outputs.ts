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
    FlowId: textOrEmpty(flow.raw.flowId),
    FlowVersionLabel: "",
    OrgId: textOrEmpty(flow.raw.orgId),
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

/** What the outputs of an event are made of. */
interface EventScene {
  readonly state: CallState;
  readonly agent: Agent;
  readonly queueId: string;
  /** The call's data, as JSON. */
  readonly cad: string;
}

const assignedOutputs = ({ state, agent, queueId, cad }: EventScene): Values => ({
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
});

function offeredOutputs(scene: EventScene): Values {
  const assigned = assignedOutputs(scene);
  return { ...assigned, ...camel(assigned), callAssociatedData: scene.cad };
}

/** By event, its outputs by prefix. The names changed over the years, so both are present. Other events have none. */
const EVENT_OUTPUTS: Readonly<Partial<Record<EventName, (scene: EventScene) => Readonly<Record<string, Values>>>>> = {
  AgentContactAssigned: (scene) => ({ AgentAccepted: assignedOutputs(scene), AgentAnswered: assignedOutputs(scene) }),
  AgentOfferContact: (scene) => ({ AgentOffered: offeredOutputs(scene) }),
  "FCAsk(ContactLastAgentRemoved)": ({ agent, queueId }) => ({
    AgentDisconnected: {
      AgentId: agent.id,
      AgentEmailId: agent.email,
      QueueId: queueId,
      TeamId: agent.teamId,
      InboundChannel: "telephony",
      RoutingStrategyId: "",
    },
  }),
  ContactEnded: ({ state, queueId }) => ({ PhoneContactEnded: endedOutputs(state, queueId) }),
  ContactPredial: ({ state, agent }) => ({
    PreDial: {
      direction: "INBOUND",
      participantType: "AGENT",
      dialNumber: agent.email,
      otherPartyDn: state.setup.from,
      epDn: state.setup.to,
      agentSelectedAni: "",
      operationType: "CONSULT",
    },
  }),
};

/** Outputs of an event, by prefix. */
export function eventOutputs(
  state: CallState,
  flow: Flow,
  frame: Frame,
  event: EventName,
): Readonly<Record<string, Values>> {
  const cad = JSON.stringify(callData(flow, frame));
  return EVENT_OUTPUTS[event]?.({ state, agent: agentOf(state), queueId: state.queue?.queueId ?? "", cad }) ?? {};
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
