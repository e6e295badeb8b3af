import {
  diffFlows,
  listBindings,
  bindFlow,
  defineFlow,
  mainProcess,
  readV1,
  readV2,
  stringifyFlow,
  writeV1,
  writeV2,
  type Flow,
} from "../../flow";
import { diagramFaults } from "./support/diagram";

const flow = (): Flow =>
  defineFlow("Shares", {
    variables: { tier: { type: "STRING" } },
    start: "Split",
    nodes: {
      Split: {
        type: "percent-allocation",
        shares: [
          { percent: 60, label: "Gold", to: "Ask" },
          { percent: 40, label: "Rest", to: "Queue" },
        ],
      },
      Ask: {
        type: "ivr-menu",
        say: "?",
        options: { "1": { label: "Sales", to: "Queue" } },
        to: { timeout: "Collect" },
      },
      Collect: {
        type: "ivr-collectdigits",
        say: "?",
        minDigits: 1,
        maxDigits: 2,
        to: { default: "Info", timeout: "Info", invalid: "Info" },
      },
      Info: {
        type: "queue-lookup",
        queue: "11111111-2222-4333-8444-555555555555",
        to: { default: "Queue", insufficientdata: "Queue" },
      },
      Queue: {
        type: "queue-contact",
        queue: "11111111-2222-4333-8444-555555555555",
        to: { default: "Bye", failure: "Bye" },
      },
      Bye: { type: "disconnect-contact" },
    },
    events: { on: { GlobalErrorHandling: "End" }, nodes: { End: { type: "end" } } },
  });

interface Document {
  readonly nodes: readonly {
    readonly name: string;
    readonly activityType: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly condition: string }[];
}
const document = (profile: "v2-toolkit-2026-07" | "v2-flowkit-2026-10"): Document =>
  writeV2(flow(), { profile }) as unknown as Document;
const properties = (profile: "v2-toolkit-2026-07" | "v2-flowkit-2026-10", name: string) =>
  document(profile).nodes.find((node) => node.name === name)?.properties;

describe("FlowV2", () => {
  it("names the starts, events and ends as the server does", () => {
    const { nodes } = document("v2-toolkit-2026-07");
    expect(nodes.map(({ name, activityType }) => `${name} ${activityType}`)).toContain("NewPhoneContact start");
    expect(nodes.find(({ name }) => name === "Bye")?.activityType).toBe("end");
    expect(properties("v2-toolkit-2026-07", "NewPhoneContact")).toEqual({
      activityName: "start",
      name: "NewPhoneContact",
      flowType: {
        eventSourceName: "WebexContactCenter",
        eventClassificationName: "VoiceInteractions",
        eventSpecificationName: "ContactStartWorkflow",
      },
    });
  });

  it("speaks each dialect's ports and properties", () => {
    const conditions = (profile: "v2-toolkit-2026-07" | "v2-flowkit-2026-10") =>
      document(profile)
        .edges.filter(({ from }) => from !== "NewPhoneContact")
        .map(({ from, condition }) => `${from}:${condition}`);
    expect(conditions("v2-toolkit-2026-07")).toEqual(
      expect.arrayContaining(["Split:Gold", "Split:Rest", "Info:out", "Collect:default"]),
    );
    expect(conditions("v2-flowkit-2026-10")).toEqual(expect.arrayContaining(["Info:", "Collect:"]));
    expect(properties("v2-toolkit-2026-07", "Queue")).toMatchObject({
      queueId: "11111111-2222-4333-8444-555555555555",
    });
    expect(properties("v2-flowkit-2026-10", "Queue")).not.toHaveProperty("queueId");
    expect(properties("v2-toolkit-2026-07", "Ask")).toMatchObject({ menuOptions: [{ digit: "1", label: "Sales" }] });
    expect(properties("v2-toolkit-2026-07", "Split")).toMatchObject({
      allocations: [
        { percent: 60, desc: "Gold" },
        { percent: 40, desc: "Rest" },
      ],
    });
    expect(properties("v2-toolkit-2026-07", "Info")).toMatchObject({
      channelType: "TELEPHONY",
      "destination:radioName": "setToValue",
    });
    expect(JSON.stringify(document("v2-toolkit-2026-07"))).not.toMatch(
      /activityId|_renderRequestTimestamp|eventSpecificationId/,
    );
  });

  it("comes back with the same meaning, and with a diagram when written as v1", () => {
    for (const profile of ["v2-toolkit-2026-07", "v2-flowkit-2026-10"] as const) {
      const back = readV2(writeV2(flow(), { profile }));
      expect(diffFlows(flow(), back)).toEqual([]);
      const v1 = readV1(writeV1(back));
      expect(v1.problems).toEqual([]);
      expect(diffFlows(flow(), v1)).toEqual([]);
      expect(diagramFaults(back)).toEqual([]);
      expect(stringifyFlow(back)).toBe(stringifyFlow(readV2(writeV2(flow(), { profile }))));
    }
  });

  it("reads ports that the server knows under other names", () => {
    const read = readV2({
      name: "x",
      nodes: [
        { name: "S", activityType: "start", properties: { activityName: "start" } },
        { name: "A", properties: { activityName: "set-variable" } },
        { name: "B", properties: { activityName: "case-statement", menuLinks: [] } },
      ],
      edges: [
        { from: "S", to: "A", condition: "NewPhoneContact" },
        { from: "A", to: "B", condition: "done" },
        { from: "B", to: "A", condition: "defaultBranch" },
      ],
    });
    expect(mainProcess(read).edges.map(({ port }) => port)).toEqual(["out", "out", "default"]);
  });

  it("binds values in each shape of event flows", () => {
    for (const eventShape of ["map", "flat", "list"] as const) {
      const welcome = defineFlow("E", {
        start: "Bye",
        nodes: { Bye: { type: "disconnect-contact" } },
        events: {
          on: { GlobalErrorHandling: "Queue" },
          nodes: { Queue: { type: "queue-contact", to: "End" }, End: { type: "end" } },
        },
      });
      const read = readV2(writeV2(welcome, { eventShape, profile: "v2-flowkit-2026-10" }));
      const { flow: bound, problems } = bindFlow(read, { "Queue.destination": "abc" });
      expect(problems).toEqual([]);
      expect(listBindings(bound)).toContainEqual(
        expect.objectContaining({ key: "Queue.destination", process: "GLOBAL_EVENTS", value: "abc" }),
      );
    }
  });
});
