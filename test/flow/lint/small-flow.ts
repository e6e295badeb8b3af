import { readV1, type Flow } from "../../../flow";

/** An activity of a test flow: its type, what it is made of and where its ports lead. */
export interface SmallNode {
  readonly type: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly to?: string | Readonly<Record<string, string>>;
}

export interface SmallVariable {
  readonly type?: string;
  readonly value?: string | null;
  readonly [key: string]: unknown;
}

export interface SmallFlow {
  readonly flowType?: "FLOW" | "SUBFLOW";
  readonly variables?: Readonly<Record<string, SmallVariable>>;
  readonly nodes: Readonly<Record<string, SmallNode>>;
  readonly on?: Readonly<Record<string, string>>;
  readonly eventNodes?: Readonly<Record<string, SmallNode>>;
  /** Put over the finished document. */
  readonly document?: Readonly<Record<string, unknown>>;
}

const GROUPS: Readonly<Record<string, string>> = {
  NewPhoneContact: "start",
  NewSubFlowStart: "start-subflow",
  Event: "event",
  end: "end",
  "end-subflow": "end",
  "set-variable": "set-variable",
  "disconnect-contact": "terminating-action",
};

function processOf(nodes: Readonly<Record<string, SmallNode>>, prefix: string): Record<string, unknown> {
  const activities: Record<string, unknown> = {};
  const links: unknown[] = [];
  for (const [name, { type, properties, to }] of Object.entries(nodes)) {
    const id = `${prefix}-${name}`;
    activities[id] = {
      id,
      name,
      group: GROUPS[type] ?? "action",
      properties: { name, activityName: type, ...properties },
    };
    const ports =
      typeof to === "string"
        ? {
            [type === "NewPhoneContact" || type === "NewSubFlowStart" || type === "Event" || type === "set-variable"
              ? "out"
              : "default"]: to,
          }
        : to;
    for (const [port, target] of Object.entries(ports ?? {}))
      links.push({
        id: `${id}-${port}`,
        sourceActivityId: id,
        targetActivityId: `${prefix}-${target}`,
        conditionExpr: port,
        properties: { value: port },
      });
  }
  return { activities, links };
}

/** A v1 export with just these activities. */
export const smallDocument = (spec: SmallFlow): Record<string, unknown> => ({
  id: "65f1c0ffee65f1c0ffee0001",
  flowId: "65f1c0ffee65f1c0ffee0002",
  name: "Small",
  flowType: spec.flowType ?? "FLOW",
  version: 1,
  variables: Object.entries(spec.variables ?? {}).map(([name, { type = "STRING", value = "", ...rest }]) => ({
    name,
    type,
    value,
    description: "",
    isCAD: false,
    desktopLabel: "",
    isAgentEditable: false,
    source: "",
    ...rest,
  })),
  process: processOf(spec.nodes, "m"),
  diagram: { widgets: {}, properties: {} },
  eventFlows: {
    eventsMap: {
      GLOBAL_EVENTS: {
        id: "GLOBAL_EVENTS",
        process: processOf(spec.eventNodes ?? {}, "e"),
        onEvents: Object.fromEntries(Object.entries(spec.on ?? {}).map(([event, name]) => [event, `e-${name}`])),
        diagram: { widgets: {}, properties: {} },
      },
    },
    properties: {},
  },
  variableOrders: {},
  ...spec.document,
});

export const smallFlow = (spec: SmallFlow): Flow => readV1(smallDocument(spec));

const SAY = (text: string): Readonly<Record<string, unknown>> => ({
  toggle: true,
  promptsTts: [{ type: "tts", value: text, name: text }],
});

export const say = (to: SmallNode["to"], text = "Welcome."): SmallNode => ({
  type: "play-message",
  properties: SAY(text),
  ...(to === undefined ? {} : { to }),
});
export const start = (to: string): SmallNode => ({ type: "NewPhoneContact", to });
export const hangUp: SmallNode = { type: "disconnect-contact" };
export const end: SmallNode = { type: "end" };
export const event = (to?: string): SmallNode => ({ type: "Event", ...(to === undefined ? {} : { to }) });
export const condition = (expression: string, yes: string, no: string): SmallNode => ({
  type: "condition-activity",
  properties: { expression },
  to: { true: yes, false: no },
});
export const set = (variable: string, expr: string, to: string, type = "STRING"): SmallNode => ({
  type: "set-variable",
  properties: { srcVariable: variable, srcVariableType: type, setTo: "set-to-literal", expr },
  to,
});
export const music = (to: SmallNode["to"]): SmallNode => ({
  type: "play-music",
  properties: { prompt: "defaultmusic_on_hold.wav", audioRadioGroup: "staticAudio", duration: "30" },
  ...(to === undefined ? {} : { to }),
});
export const queue = (to: SmallNode["to"]): SmallNode => ({
  type: "queue-contact",
  properties: { queueRadioGroup: "staticQueue", destination: "support" },
  ...(to === undefined ? {} : { to }),
});
export const screenPop = (screenPopUrl: string, to: string): SmallNode => ({
  type: "screen-pop",
  properties: { screenPopUrl, queryParameters: {}, screenPopDesktopLabel: "CRM", target: "newBrowserTab" },
  to,
});

/** An HTTP Request behind a connector. */
export const call = (
  httpRequestPath: string,
  to: string,
  properties: Readonly<Record<string, unknown>> = {},
): SmallNode => ({
  type: "http-request-v2",
  properties: {
    authenticated: true,
    connectorId: "crm",
    httpRequestPath,
    httpRequestMethod: "GET",
    httpContentType: "Application/JSON",
    contentType: "JSON",
    httpResponseTimeout: 2000,
    retryAttempts: 1,
    httpQueryParameters: {},
    httpRequestHeaders: {},
    outputVariableArray: [],
    ...properties,
  },
  to,
});

export const maps = (rows: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> => ({
  outputVariableArray: Object.entries(rows).map(([outputVariable, jsonPathExp]) => ({ outputVariable, jsonPathExp })),
});

/** Greets, queues, plays music, and apologises and hangs up when anything fails: nothing to complain about. */
export const GOOD = {
  nodes: {
    NewPhoneContact: start("Greeting"),
    Greeting: say("Queue"),
    Queue: queue({ default: "Music", failure: "Sorry" }),
    Music: music("Music"),
    Sorry: say("HangUp", "Please call again."),
    HangUp: hangUp,
  },
  on: { GlobalErrorHandling: "GlobalErrorHandling" },
  eventNodes: {
    GlobalErrorHandling: event("ErrorSorry"),
    ErrorSorry: say("ErrorHangUp", "Something failed."),
    ErrorHangUp: hangUp,
  },
} as const satisfies SmallFlow;

/** The good flow with other or further activities and variables. */
export const goodWith = (changes: {
  readonly nodes?: Readonly<Record<string, SmallNode>>;
  readonly eventNodes?: Readonly<Record<string, SmallNode>>;
  readonly on?: Readonly<Record<string, string>>;
  readonly variables?: SmallFlow["variables"];
  readonly document?: SmallFlow["document"];
}): SmallFlow => ({
  nodes: { ...GOOD.nodes, ...changes.nodes },
  on: { ...GOOD.on, ...changes.on },
  eventNodes: { ...GOOD.eventNodes, ...changes.eventNodes },
  ...(changes.variables === undefined ? {} : { variables: changes.variables }),
  ...(changes.document === undefined ? {} : { document: changes.document }),
});
