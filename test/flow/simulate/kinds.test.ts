import {
  CATALOGUE,
  catalogPorts,
  REGISTRY_ONLY,
  readV1,
  type ActivityRow,
  type Flow,
  type JsonObject,
} from "../../../flow";
import { emitV1, type NodeSpec } from "../../../flow/v1/emit";
import { startProperties } from "../../../flow/events";
import type { CallResult } from "../../../flow/simulate";
import { hangUp, queue, set, smallFlow, start } from "../lint/small-flow";
import { play, ways } from "./support";

/** What each activity needs besides its type to do something worth looking at. */
const PROPERTIES: Readonly<Record<string, JsonObject>> = {
  "set-variable": { srcVariable: "v", srcVariableType: "STRING", setTo: "set-to-literal", expr: "x" },
  "http-request-v2": { authenticated: false, httpRequestUrl: "https://example.com/", httpRequestMethod: "GET" },
  "parse-activity": { inputVariable: "j", contentType: "JSON", outputVariableArray: [] },
  "condition-activity": { expression: "{{ v is empty }}" },
  "case-statement": { expression: "b", menuLinks: ["0", "1"], "menuLinks:input": ["a", "b"] },
  "percent-allocation": {
    allocations: ["0", "1"],
    "allocations:input": ['{"percent":60,"desc":"A"}', '{"percent":40,"desc":"B"}'],
  },
  "play-message": { toggle: true, promptsTts: [{ type: "tts", value: "Hello." }] },
  "play-music": { prompt: "defaultmusic_on_hold.wav", duration: "5" },
  "ivr-menu": { menuLinks: ["1"] },
  "queue-to-agent": { destinationVariable: "{{ NewPhoneContact.ANI }}" },
  "blind-transfer": { transfertodn: "+15550100099" },
  "bridged-transfer": { transfertodn: "+15550100099" },
  "wait-activity": { duration: "00:01:00" },
};

/** Start -> Node -> Off by every port of the node. */
function around({
  kind,
  names,
  group,
  activityId,
}: Pick<ActivityRow, "names" | "group" | "activityId"> & { kind: ActivityRow["kind"] | undefined }): Flow {
  const properties: JsonObject = kind === undefined ? {} : (PROPERTIES[kind] ?? {});
  const ports = kind === undefined ? ["default"] : [...catalogPorts(kind, properties).map(({ name }) => name)];
  const spec = (
    name: string,
    activityName: string,
    more: JsonObject,
    outs: readonly string[],
    widget: string,
    id: string,
  ): NodeSpec => ({
    name,
    group: widget,
    properties: { name, activityName, activityId: id, ...more },
    ports: [...outs],
  });
  return readV1(
    emitV1({
      name: "Around",
      description: "",
      flowType: "FLOW",
      variables: [
        { name: "v", type: "STRING", value: "" },
        { name: "j", type: "JSON", value: '{"a":1}' },
      ],
      processes: [
        {
          key: "main",
          nodes: [
            { name: "NewPhoneContact", group: "start", properties: startProperties("NewPhoneContact"), ports: ["out"] },
            spec("Node", names[0], properties, ports, group, activityId),
            spec("Off", "disconnect-contact", {}, [], "terminating-action", "5faa898c8bf5b65b82f0706b"),
          ],
          edges: [
            { from: "NewPhoneContact", port: "out", to: "Node" },
            ...ports.map((port) => ({ from: "Node", port, to: "Off" })),
          ],
          onEvents: {},
        },
      ],
      popOver: [],
      interactionPanel: [],
      settings: [],
    }),
  );
}

/** The way each kind goes when nothing is laid down, and how the call ends then. */
const EXPECTED: Readonly<Record<string, readonly [port: string, end: string]>> = {
  end: ["", "caller hung up"],
  "end-subflow": ["", "caller hung up"],
  "set-variable": ["out", "disconnected by the flow"],
  "condition-activity": ["true", "disconnected by the flow"],
  "case-statement": ["1", "disconnected by the flow"],
  "business-hours": ["workingHours", "disconnected by the flow"],
  "percent-allocation": ["0", "disconnected by the flow"],
  "ivr-menu": ["timeout", "disconnected by the flow"],
  "ivr-collectdigits": ["timeout", "disconnected by the flow"],
  "disconnect-contact": ["", "disconnected by the flow"],
  "blind-transfer": ["", "transferred"],
  SetCallerID: ["default", "caller hung up"],
  "ivr-virtualassistantvoice": ["ESCALATE", "disconnected by the flow"],
  "ivr-virtualassistant": ["ESCALATE", "disconnected by the flow"],
  "subflow-handoff": ["error", "disconnected by the flow"],
  "hand-off": ["error", "disconnected by the flow"],
};

const INSIDE = CATALOGUE.filter(({ kind }) => !["start", "event", "start-subflow"].includes(kind));

describe("every activity of the catalogue", () => {
  it("is there", () => expect(CATALOGUE.length).toBeGreaterThanOrEqual(30));

  it.each(INSIDE.map((row) => [row.kind, row] as const))("%s goes its way", (kind, row) => {
    const result = play(around(row), {}, [{ body: {} }]);
    const [port, end] = EXPECTED[kind] ?? ["default", "disconnected by the flow"];
    expect([ways(result)[1], result.end.reason]).toEqual([`Node:${port}`, end]);
  });

  it.each(
    INSIDE.flatMap((row) =>
      catalogPorts(row.kind, PROPERTIES[row.kind] ?? {}).map(({ name }) => [row.kind, name, row] as const),
    ),
  )("%s leaves by %s when the script says so", (_kind, port, row) => {
    const result = play(around(row), { activities: { Node: { port } } }, [{ body: {} }]);
    const isHandedOn = ["subflow-handoff", "hand-off"].includes(row.kind) && port === "default";
    expect(ways(result)[1]).toBe(`Node:${isHandedOn ? "error" : port}`);
  });
});

/** Registry types that are simulated, with what shows it. */
const FURTHER: Readonly<Record<string, (result: CallResult) => unknown>> = {
  "set-contact-priority": ({ queues }) => queues.at(-1)?.priority,
  "advanced-queue-info": ({ variables }) => variables.v,
  "escalate-cdg": ({ acts }) => acts[0]?.what,
  "scheduled-callback": ({ callbacks }) => callbacks[0]?.window,
  RecordingControl: ({ acts }) => acts[0]?.detail,
  record: ({ acts }) => acts[0]?.what,
  "set-whisperannouncement": ({ acts }) => acts[0]?.detail,
  "send-digits": ({ acts }) => acts[0]?.detail,
  "fn-activity": ({ variables }) => variables.v,
  "bre-request": ({ requests }) => requests[0]?.request.body,
  Feedback: ({ acts }) => acts[0]?.detail,
  "Feedback-V2": ({ acts }) => acts[0]?.detail,
  "call-progress-analysis": ({ variables }) => variables.v,
};

const SEEN: Readonly<Record<string, readonly [JsonObject, unknown, string?]>> = {
  "set-contact-priority": [{ priorityRadioGroup: "staticPriority", priority: "2" }, 2],
  "advanced-queue-info": [{ destination: "q" }, "60000", "{{ Node.EWT }}"],
  "escalate-cdg": [{}, "escalates"],
  "scheduled-callback": [
    {
      callbackDn: "{{ NewPhoneContact.ANI }}",
      scheduleDate: "2026-01-06",
      scheduleStartTime: "10:00",
      scheduleEndTime: "11:00",
      scheduleTimezone: "UTC",
    },
    "2026-01-06 10:00 to 11:00 UTC",
  ],
  RecordingControl: [{ recordingAction: "PAUSE" }, "pause"],
  record: [{ maxRecordingTime: 30 }, "records"],
  "set-whisperannouncement": [
    { toggle: true, promptsTts: [{ type: "tts", value: "From {{ NewPhoneContact.ANI }}" }] },
    "From +15550100001",
  ],
  "send-digits": [{ digits: "12#" }, "12#"],
  "fn-activity": [
    {
      fnName: "score",
      fnInputVariables: [{ name: "who", value: "{{ NewPhoneContact.ANI }}" }],
      fnOutputVariables: [{ name: "level", variable: "v" }],
    },
    "gold",
  ],
  "bre-request": [
    { breName: "rules", inputVariables: [{ name: "ani", value: "{{ NewPhoneContact.ANI }}" }] },
    '{"ani":"+15550100001"}',
  ],
  Feedback: [{ surveyName: "After the call" }, "After the call"],
  "Feedback-V2": [{ surveyMethod: "IVR" }, "IVR"],
  "call-progress-analysis": [{}, "LIVE_VOICE", "{{ Node.CPAResult }}"],
};

describe("activities whose ports no public export shows", () => {
  it.each(Object.entries(SEEN))("%s does its work", (type, [properties, expected, expr = "{{ v }}"]) => {
    const flow = smallFlow({
      variables: { v: { value: "" } },
      nodes: {
        NewPhoneContact: start("Queue"),
        Queue: queue({ default: "Node", failure: "Bye" }),
        Node: { type, properties, to: { default: "Keep", error: "Bye" } },
        Keep: set("v", expr, "Bye"),
        Bye: hangUp,
      },
    });
    const result = play(flow, {}, [
      { method: "FUNCTION", path: "score", contains: "+15550100001", body: { level: "gold" } },
      { method: "RULES", body: {} },
    ]);
    expect(FURTHER[type]?.(result)).toBe(expected);
    expect(result.notes).toEqual([]);
    expect(result.failures).toEqual([]);
  });

  it("a function that answers badly takes the error path", () => {
    const flow = around({ kind: undefined, names: ["fn-activity"], group: "action", activityId: "fn-activity" });
    expect(play(flow, {}, [{ method: "FUNCTION", body: "no JSON" }]).failures[0]?.message).toMatch(
      /does not return an object/,
    );
    expect(play(flow, { activities: { Node: { outputs: { level: "x" } } } }).failures).toEqual([]);
  });

  it.each([...REGISTRY_ONLY].filter((type) => !Object.hasOwn(SEEN, type)))(
    "%s is not simulated, and says so",
    (name) => {
      const result = play(around({ kind: undefined, names: [name], group: "action", activityId: name }));
      expect(ways(result)[1]).toBe("Node:default");
      expect(result.notes).toEqual([`Node: ${name} is not simulated; it does nothing and leaves by "default".`]);
    },
  );
});
