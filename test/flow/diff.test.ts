import {
  bindFlow,
  defineFlow,
  diffFlows,
  readV1,
  sameFlow,
  stringifyFlow,
  welcomeFlow,
  writeV1,
  type Flow,
  type FlowChange,
} from "../../flow";

const SCRATCH = () =>
  defineFlow("Scratch", {
    variables: {
      digits: { type: "STRING" },
      flag: { type: "BOOLEAN", value: true },
      data: { type: "JSON", value: '{"a":1,"b":2}' },
    },
    start: "Look",
    nodes: {
      Look: {
        type: "http-request-v2",
        method: "GET",
        path: "/x",
        timeoutMs: 2000,
        retries: 3,
        read: { digits: "$.d" },
        to: "Check",
      },
      Check: {
        type: "condition-activity",
        expression: "{{ Look.httpStatusCode == 200 }}",
        to: { true: "Say", false: "Bye" },
      },
      Say: { type: "play-message", say: "Hello", to: "Put" },
      Put: { type: "set-variable", set: { flag: true, digits: "{{ Look.httpStatusCode }}" }, to: "Queue" },
      Queue: { type: "queue-contact", queue: "11111111-2222-4333-8444-555555555555", priority: 3, to: "Music" },
      Music: { type: "play-music", seconds: 30, to: "Music" },
      Bye: { type: "disconnect-contact" },
    },
  });

interface Activity {
  name: string;
  properties: Record<string, unknown>;
}
interface Document {
  name: string;
  description: string;
  orgId?: string;
  version: number;
  variables: Record<string, unknown>[];
  settings: unknown[];
  process: {
    activities: Record<string, Activity>;
    links: { conditionExpr: string; targetActivityId: string; sourceActivityId: string }[];
  };
}

/** `flow` after a hand edit of its document. */
function edited(flow: Flow, edit: (document: Document, find: (name: string) => Record<string, unknown>) => void): Flow {
  const document = structuredClone(writeV1(flow)) as unknown as Document;
  edit(
    document,
    (name) => Object.values(document.process.activities).find((activity) => activity.name === name)?.properties ?? {},
  );
  return readV1(document);
}

describe("differences without meaning", () => {
  const same: readonly (readonly [
    string,
    (document: Document, find: (name: string) => Record<string, unknown>) => void,
  ])[] = [
    [
      "a number as text",
      (_d, find) => Object.assign(find("Look"), { httpResponseTimeout: "2000", retryAttempts: "3" }),
    ],
    ["a default left out", (_d, find) => delete find("Look").httpResponseTimeout],
    [
      "an empty object for an absent one",
      (_d, find) => Object.assign(find("Look"), { httpQueryParameters: null, httpRequestHeaders: null }),
    ],
    [
      "speaking rate null",
      (_d, find) => Object.assign(find("Say"), { speakingRate: null, volumeGainDb: "0", toggleLanguage: null }),
    ],
    [
      "display text",
      (_d, find) =>
        Object.assign(find("Queue"), {
          "destination:name": "Support",
          destination_name: "Support",
          "priority:name:name": "x",
        }),
    ],
    [
      "timestamps and switches",
      (_d, find) =>
        Object.assign(find("Queue"), { _renderRequestTimestamp: 1, flowDecryptAccess: true, __typename: "X" }),
    ],
    [
      "unused mapping rows",
      (_d, find) => (find("Look").outputVariableArray as unknown[]).push({ outputVariable: "Select", jsonPathExp: "" }),
    ],
    [
      "the name of a prompt",
      (_d, find) => Object.assign((find("Say").promptsTts as object[])[0] ?? {}, { name: "other" }),
    ],
    ["the spelling of a boolean", (document) => Object.assign(document.variables[1] ?? {}, { value: "true" })],
    [
      "blanks in a JSON default",
      (document) => Object.assign(document.variables[2] ?? {}, { value: '{ "b": 2, "a": 1 }' }),
    ],
    [
      "audit fields, version and organisation",
      (document) => Object.assign(document, { orgId: "x", version: 9, lastModifiedBy: "somebody", id: "1" }),
    ],
    [
      "settings at their defaults",
      (document) =>
        document.settings.push({ name: "delayTime", value: "2000" }, { name: "showActivityWait", value: "false" }),
    ],
    ["the order of links", (document) => document.process.links.reverse()],
    [
      "the older form of Set Variable",
      (_d, find) => Object.assign(find("Put"), { setVariablesArray: find("Put").setVariablesArray }),
    ],
  ];
  it.each(same)("%s", (_name, edit) => {
    const flow = SCRATCH();
    expect(diffFlows(flow, edited(flow, edit))).toEqual([]);
    expect(sameFlow(flow, edited(flow, edit))).toBe(true);
  });

  it("reads one assignment alike at the top level and in rows", () => {
    const flow = welcomeFlow();
    const older = edited(flow, (_d, find) => delete find("SetCallerNumber").setVariablesArray);
    expect(diffFlows(flow, older)).toEqual([]);
  });

  it("a handler that Flow Designer adds and nobody links", () => {
    const text = stringifyFlow(welcomeFlow());
    const document = JSON.parse(text) as {
      eventFlows: {
        eventsMap: {
          GLOBAL_EVENTS: { process: { activities: Record<string, unknown> }; onEvents: Record<string, string> };
        };
      };
    };
    const events = document.eventFlows.eventsMap.GLOBAL_EVENTS;
    events.process.activities.new = {
      id: "new",
      name: "ContactEnded",
      group: "event",
      properties: { name: "ContactEnded", activityName: "Event" },
    };
    events.onEvents.ContactEnded = "new";
    expect(diffFlows(welcomeFlow(), readV1(document))).toEqual([]);
  });
});

describe("differences with meaning", () => {
  const one = (
    edit: (document: Document, find: (name: string) => Record<string, unknown>) => void,
  ): readonly FlowChange[] => {
    const flow = SCRATCH();
    return diffFlows(flow, edited(flow, edit));
  };
  it.each<[string, (document: Document, find: (name: string) => Record<string, unknown>) => void, Partial<FlowChange>]>(
    [
      [
        "a queue",
        (_d, find) => (find("Queue").destination = "other"),
        { kind: "changed", class: "routing", name: "Queue", field: "destination", after: "other" },
      ],
      [
        "a priority",
        (_d, find) => (find("Queue").priority = "1"),
        { class: "routing", field: "priority", before: "3", after: "1" },
      ],
      [
        "a prompt",
        (_d, find) => Object.assign((find("Say").promptsTts as object[])[0] ?? {}, { value: "Hi" }),
        { class: "caller-facing", field: "promptsTts[0].value" },
      ],
      [
        "a path",
        (_d, find) => (find("Look").httpRequestPath = "/y"),
        { class: "data", name: "Look", field: "httpRequestPath", before: "/x" },
      ],
      [
        "a timeout",
        (_d, find) => (find("Look").httpResponseTimeout = 3000),
        { kind: "added", class: "data", field: "httpResponseTimeout", after: "3000" },
      ],
      [
        "a mapping",
        (_d, find) => (find("Look").outputVariableArray = []),
        { kind: "removed", class: "data", field: "outputVariableArray" },
      ],
      [
        "an assignment",
        (_d, find) => Object.assign((find("Put").setVariablesArray as object[])[1] ?? {}, { expr: "1" }),
        { class: "data", field: "setVariablesArray[1].expr", after: "1" },
      ],
      [
        "a condition",
        (_d, find) => (find("Check").expression = "{{ true }}"),
        { class: "routing", field: "expression" },
      ],
      [
        "a description",
        (_d, find) => (find("Bye").description = "Ends"),
        { class: "cosmetic", name: "Bye", field: "description" },
      ],
      [
        "the flow's description",
        (document) => (document.description = "x"),
        { class: "cosmetic", process: "flow", field: "description" },
      ],
      [
        "a variable's default",
        (document) => Object.assign(document.variables[0] ?? {}, { value: "7" }),
        { class: "data", process: "variables", name: "digits", field: "value" },
      ],
      [
        "what agents see",
        (document) => Object.assign(document.variables[0] ?? {}, { isCAD: true }),
        { class: "desktop", name: "digits", field: "isCAD" },
      ],
      [
        "a variable gone",
        (document) => document.variables.pop(),
        { kind: "removed", process: "variables", name: "data" },
      ],
      [
        "a link removed",
        (document) =>
          document.process.links.splice(
            document.process.links.findIndex(({ conditionExpr }) => conditionExpr === "false"),
            1,
          ),
        { kind: "removed", class: "routing", name: "Check", field: "edges.false", before: "Bye" },
      ],
      [
        "audio on wait",
        (document) => document.settings.push({ name: "showActivityWait", value: "true" }),
        { class: "caller-facing", process: "flow", field: "settings.showActivityWait" },
      ],
    ],
  )("%s", (_name, edit, change) => {
    const changes = one(edit);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject(change);
  });

  it("a link led elsewhere", () => {
    const changes = one((document) => {
      const link = document.process.links.find(({ conditionExpr }) => conditionExpr === "true");
      const other = document.process.links.find(({ conditionExpr }) => conditionExpr === "false");
      if (link && other) link.targetActivityId = other.targetActivityId;
    });
    expect(changes).toEqual([
      {
        kind: "changed",
        class: "routing",
        process: "main",
        name: "Check",
        field: "edges.true",
        before: "Say",
        after: "Bye",
      },
    ]);
  });

  it("a renamed activity is one cosmetic change, expressions that follow it included", () => {
    const flow = SCRATCH();
    const text = JSON.stringify(writeV1(flow)).replaceAll('"Look"', '"Lookup"').replaceAll("Look.http", "Lookup.http");
    expect(diffFlows(flow, readV1(JSON.parse(text)))).toEqual([
      {
        kind: "changed",
        class: "cosmetic",
        process: "main",
        name: "Lookup",
        field: "name",
        before: "Look",
        after: "Lookup",
      },
    ]);
  });

  it("is seen from both sides alike", () => {
    const before = SCRATCH();
    const after = bindFlow(before, { "Queue.destination": "other" }).flow;
    expect(diffFlows(before, after)).toHaveLength(1);
    expect(diffFlows(after, before).map(({ before: was, after: is }) => [is, was])).toEqual(
      diffFlows(before, after).map((change) => [change.before, change.after]),
    );
  });
});
