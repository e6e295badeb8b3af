import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  bindFlow,
  listBindings,
  openBindings,
  parseFlowText,
  stringifyFlow,
  unboundForeignIds,
  writeV1,
} from "../../flow";
import { call, goodWith, say, smallFlow } from "./lint/small-flow";

const welcome = () => parseFlowText(readFileSync(join(__dirname, "../../flows/welcome.json"), "utf8"), "welcome.json");
const QUEUE = "147a5615-baf0-4325-8a26-d8c96c2ee7b3";

/** Paths at which two JSON values differ. */
function differences(a: unknown, b: unknown, path = ""): readonly string[] {
  if (Object.is(a, b)) return [];
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) =>
    differences((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

describe("bindFlow", () => {
  it("writes process and diagram alike and nothing else", () => {
    const flow = welcome();
    const bound = bindFlow(flow, { "QueueContact.destination": QUEUE });
    expect(bound.problems).toEqual([]);
    const changed = differences(writeV1(flow), writeV1(bound.flow));
    const places = changed.map((path) => [path.split(".")[1], path.split(".properties.")[1]].join(" ")).sort();
    expect(places).toEqual([
      "diagram destination",
      "diagram destination:name",
      "process destination",
      "process destination:name",
      "process destination_name",
    ]);
    expect(listBindings(bound.flow)).toContainEqual(
      expect.objectContaining({ key: "QueueContact.destination", kind: "queue", value: QUEUE }),
    );
  });

  it("replaces an old id at every typed place, label twins becoming empty", () => {
    const first = bindFlow(welcome(), {
      "QueueContact.destination": QUEUE,
      "QueueContact.destination:name": "Old queue",
    });
    expect(listBindings(first.flow).find(({ key }) => key === "QueueContact.destination")?.label).toBe("Old queue");
    const second = bindFlow(first.flow, { [QUEUE]: "11111111-2222-4333-8444-555555555555" });
    expect(second.problems).toEqual([]);
    expect(stringifyFlow(second.flow)).not.toContain(QUEUE);
    expect(stringifyFlow(second.flow)).not.toContain("Old queue");
  });

  it("closes what the flow left open", () => {
    expect(openBindings(welcome()).map(({ key }) => key)).toEqual(["QueueContact.destination"]);
    expect(openBindings(bindFlow(welcome(), { "QueueContact.destination": QUEUE }).flow)).toEqual([]);
  });

  it("moves audio and text-to-speech labels along with their value", () => {
    const { flow } = bindFlow(welcome(), { "Music.prompt": "waltz.wav", "Greeting.connector": "Other TTS" });
    const music = flow.processes[0]?.nodes.find(({ name }) => name === "Music");
    expect(music?.properties).toMatchObject({
      prompt: "waltz.wav",
      "prompt:name": "waltz.wav",
      prompt_name: "waltz.wav",
    });
    const greeting = flow.processes[0]?.nodes.find(({ name }) => name === "Greeting");
    expect(greeting?.properties).toMatchObject({ "connector:type": "Other TTS", connector_type: "Other TTS" });
  });

  it.each([
    ["Queue.destination", "x", "unknown", "QueueContact.destination"],
    ["queuecontact.destination", "x", "unknown", "QueueContact.destination"],
    ["QueueContact.destination", "", "empty", undefined],
    ["constructor.prototype", "x", "unknown", "Music.prompt"],
  ])("refuses %s = %j as %s", (key, value, code, candidate) => {
    const { flow, problems } = bindFlow(welcome(), { [key]: value });
    expect(problems).toMatchObject([{ key, code }]);
    if (candidate !== undefined) expect(problems[0]?.candidates).toContain(candidate);
    expect(stringifyFlow(flow)).toBe(stringifyFlow(welcome()));
  });

  it("asks which process is meant when both have the name", () => {
    const text = stringifyFlow(welcome()).replaceAll("ErrorApology", "Apology");
    const flow = parseFlowText(text);
    const outcome = bindFlow(flow, { "Apology.connector": "x" });
    expect(outcome.problems).toMatchObject([
      { code: "ambiguous", candidates: ["main/Apology.connector", "GLOBAL_EVENTS/Apology.connector"] },
    ]);
    const exact = bindFlow(flow, { "GLOBAL_EVENTS/Apology.connector": "x" });
    expect(exact.problems).toEqual([]);
    expect(differences(writeV1(flow), writeV1(exact.flow)).every((path) => path.startsWith(".eventFlows."))).toBe(true);
  });
});

describe("keys that a user chooses", () => {
  const flow = smallFlow(
    goodWith({
      nodes: {
        Greeting: say("Lookup"),
        Lookup: call("/x", "Queue", {
          httpQueryParameters: { id: QUEUE, queue_type: "11111111-2222-4333-8444-555555555555", id_name: "kept" },
        }),
      },
    }),
  );

  it("are places of their own, whatever they are called", () =>
    expect(listBindings(flow).map(({ key }) => key)).toEqual(
      expect.arrayContaining(["Lookup.httpQueryParameters.id", "Lookup.httpQueryParameters.queue_type"]),
    ));

  it("are no labels of each other", () => {
    const bound = bindFlow(flow, { [QUEUE]: "99999999-2222-4333-8444-555555555555" });
    const node = bound.flow.processes[0]?.nodes.find(({ name }) => name === "Lookup");
    expect(node?.properties.httpQueryParameters).toEqual({
      id: "99999999-2222-4333-8444-555555555555",
      queue_type: "11111111-2222-4333-8444-555555555555",
      id_name: "kept",
    });
  });
});

describe("unboundForeignIds", () => {
  const flow = () => bindFlow(welcome(), { "QueueContact.destination": QUEUE }).flow;

  it("names references by id that nobody bound", () => {
    expect(unboundForeignIds(flow()).map(({ key }) => key)).toEqual(["QueueContact.destination"]);
  });

  it.each([[{ "QueueContact.destination": "x" }], [{ [QUEUE]: "x" }], [{ "main/QueueContact.destination": "x" }]])(
    "is satisfied by %j",
    (bindings) => expect(unboundForeignIds(flow(), bindings)).toEqual([]),
  );

  it("is satisfied by an id known to exist", () => expect(unboundForeignIds(flow(), {}, [QUEUE])).toEqual([]));
});
