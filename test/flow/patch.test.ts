import {
  readV1,
  stringifyFlow,
  welcomeFlow,
  writeV1,
  type Edge,
  type Flow,
  type FlowNode,
  type Process,
} from "../../flow";
import { diagramFaults } from "./support/diagram";
import { eachSample } from "./support/samples";

const withMain = (flow: Flow, change: (main: Process) => Partial<Process>): Flow => ({
  ...flow,
  processes: flow.processes.map((process) => (process.key === "main" ? { ...process, ...change(process) } : process)),
});

const EXTRA: FlowNode = {
  kind: "play-message",
  name: "Extra",
  type: "play-message",
  group: "action",
  id: "00000000-0000-4000-8000-000000000001",
  description: "",
  properties: { name: "Extra", activityName: "play-message", activityId: "5f114466ef5cfc454fbbf131", toggle: false },
  ports: [
    { name: "default", mandatory: true, error: false, drawn: true },
    { name: "error", mandatory: false, error: true, drawn: true },
  ],
};

describe("a model that was edited", () => {
  const flow = welcomeFlow();
  const main = flow.processes[0];

  it("unchanged, is written byte for byte", () => expect(stringifyFlow({ ...flow })).toBe(stringifyFlow(flow)));

  it("changes name, variables and order, and nothing else", () => {
    const edited: Flow = {
      ...flow,
      name: "renamed",
      variables: [...flow.variables.map((variable) => ({ ...variable, desktopLabel: "Caller" }))],
      desktopOrder: { ...flow.desktopOrder, interactionPanel: ["callerNumber"] },
    };
    const before = writeV1(flow);
    const after = writeV1(edited);
    expect(readV1(after)).toMatchObject({ name: "renamed", desktopOrder: { interactionPanel: ["callerNumber"] } });
    expect(after.variables).toEqual([{ ...(before.variables as object[])[0], desktopLabel: "Caller" }]);
    expect(after.process).toEqual(before.process);
    expect(after.diagram).toEqual(before.diagram);
    expect(Object.keys(after)).toEqual(Object.keys(before));
  });

  it("keeps the diagram in step when a property changes", () => {
    const edited = withMain(flow, ({ nodes }) => ({
      nodes: nodes.map((node) =>
        node.name === "Music" ? { ...node, properties: { ...node.properties, duration: "45" } } : node,
      ),
    }));
    expect(diagramFaults(edited)).toEqual([]);
    expect(readV1(writeV1(edited)).processes[0]?.nodes.find(({ name }) => name === "Music")?.properties.duration).toBe(
      "45",
    );
  });

  it("keeps the diagram in step when an activity and its links go", () => {
    const edited = withMain(flow, ({ nodes, edges }) => ({
      nodes: nodes.filter(({ name }) => name !== "Apology"),
      edges: edges.filter(({ from, to }) => from !== "Apology" && to !== "Apology"),
    }));
    expect(diagramFaults(edited)).toEqual([]);
    expect(stringifyFlow(edited)).not.toContain('"Apology"');
  });

  it("keeps the diagram in step when an activity is put in between", () => {
    const greeting = main?.nodes.find(({ name }) => name === "Greeting");
    const edited = withMain(flow, ({ nodes, edges }) => ({
      nodes: [...nodes, EXTRA],
      edges: [
        ...edges.map((edge) => (edge.to === "Greeting" ? { ...edge, to: "Extra", toId: EXTRA.id } : edge)),
        {
          id: "",
          from: "Extra",
          fromId: EXTRA.id,
          port: "default",
          to: "Greeting",
          toId: greeting?.id ?? "",
        } satisfies Edge,
      ],
    }));
    expect(diagramFaults(edited)).toEqual([]);
    const again = readV1(writeV1(edited));
    expect(again.problems).toEqual([]);
    expect(again.processes[0]?.edges.map(({ from, to }) => `${from} ${to}`)).toEqual(
      expect.arrayContaining(["SetCallerNumber Extra", "Extra Greeting"]),
    );
  });

  it("forgets an event map that is gone", () => {
    const edited: Flow = { ...flow, processes: flow.processes.filter(({ key }) => key === "main") };
    expect(readV1(writeV1(edited)).processes.map(({ key }) => key)).toEqual(["main"]);
  });
});

eachSample("an edited export", (_file, text) => {
  it("keeps every key that the edit does not concern", () => {
    const flow = readV1(JSON.parse(text));
    const edited = withMain(flow, ({ nodes }) => ({
      nodes: nodes.map((node, index) =>
        index === 0 ? { ...node, properties: { ...node.properties, description: "edited here" } } : node,
      ),
    }));
    const [before, after] = [writeV1(flow), writeV1(edited)];
    const count = (document: unknown): number =>
      JSON.stringify(document).split('"description":"edited here"').length - 1;
    expect(count(after)).toBe(2);
    const without = (document: unknown): string =>
      JSON.stringify(document).replaceAll(/,?"description":("(?:[^"\\]|\\.)*"|null)/g, "");
    expect(without(after).length).toBe(without(before).length);
    expect(readV1(after).problems).toEqual([]);
  });
});
