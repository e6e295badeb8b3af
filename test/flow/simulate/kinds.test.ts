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

it.each([...REGISTRY_ONLY])("%s is not simulated, and says so", (name) => {
  const result = play(around({ kind: undefined, names: [name], group: "action", activityId: name }));
  expect(ways(result)[1]).toBe("Node:default");
  expect(result.notes).toEqual([`Node: ${name} is not simulated; it does nothing and leaves by "default".`]);
});
