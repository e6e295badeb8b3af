import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { drawEnvironment, environmentMermaid, graphOf } from "../../../operations/graph";
import { placed, type PlacedBox } from "../../../operations/graph/graph-layout";
import { parseState } from "../../../operations/stack-state";
import { exported, idOf, type Resource, stateOf } from "./state";

const graphOfState = (...resources: readonly Resource[]) => graphOf(parseState(exported(resources)).resources);

/** Lines by the titles of their boxes. */
function linesOf(...resources: readonly Resource[]): readonly string[] {
  const { boxes, lines } = graphOfState(...resources);
  const title = (id: string): string => boxes.find((box) => box.id === id)?.title ?? "nothing";
  return lines.map(({ from, to }) => `${title(from)} -> ${title(to)}`).sort();
}

const number: Resource = {
  kind: "webex.DialNumber",
  name: "No 1",
  outputs: { dialledNumber: "+15551230001", entryPointId: idOf(2) },
};
const line: Resource = {
  kind: "webex.EntryPoint",
  name: "Line",
  id: idOf(2),
  outputs: { flowId: "65f1c0ffee65f1c0ffee0001", flowTagId: "Live" },
};
const flow: Resource = {
  kind: "webex.Flow",
  name: "Main",
  id: "65f1c0ffee65f1c0ffee0001",
  outputs: {
    tags: ["Live", "Test"],
    bindings: { "Queue.destination": idOf(3), "Http.connectorId": idOf(9), "Hours.businessHoursId": idOf(10) },
  },
};
const queue: Resource = {
  kind: "webex.Queue",
  name: "Support",
  id: idOf(3),
  outputs: { callDistributionGroups: [{ teamIds: [idOf(4)] }] },
};
const team: Resource = { kind: "webex.Team", name: "Tier 1", id: idOf(4), outputs: { siteId: idOf(5) } };
const site: Resource = { kind: "webex.Site", name: "Paris", id: idOf(5) };
const user: Resource = {
  kind: "webex.UserAssignment",
  name: "ana",
  id: idOf(6),
  outputs: { email: "ana@example.com", siteId: idOf(5), teamIds: [idOf(4)] },
};
const hours: Resource = { kind: "webex.BusinessHours", name: "Office hours", id: idOf(10) };
const app: Resource = {
  kind: "salesforce.ExternalClientApp",
  name: "App",
  id: "Main",
  outputs: { fullName: "Main", label: "Webex app", permissionSets: ["Main"] },
};
const permissions: Resource = {
  kind: "salesforce.PermissionSet",
  name: "Set",
  id: "Main",
  outputs: { fullName: "Main", label: "Permissions" },
};
const person: Resource = {
  kind: "salesforce.User",
  name: "U",
  id: "005hoM000000004ABA",
  outputs: { username: "webex@example.com" },
};
const assignment: Resource = {
  kind: "salesforce.PermissionSetAssignment",
  name: "A",
  id: "0PahoM000000001CBA",
  outputs: { assigneeId: "005hoM000000004ABA", permissionSetName: "Main" },
};
const connector: Resource = {
  kind: "webex.ConnectorHandover",
  name: "C",
  id: "Connector",
  outputs: { name: "Salesforce", connectorId: idOf(9), emailId: "webex@example.com", made: true },
};
const whole = [number, line, flow, queue, team, site, user, hours, app, permissions, person, assignment, connector];

describe("what refers to what", () => {
  it("leads from the number to the person who answers, and to Salesforce", () => {
    const withApp = { ...connector, dependencies: [app, queue] };
    expect(linesOf(...whole.filter((one) => one !== connector), withApp)).toEqual([
      "+15551230001 -> Line",
      "Line -> Main",
      "Main -> Office hours",
      "Main -> Salesforce",
      "Main -> Support",
      "Salesforce -> Webex app",
      "Salesforce -> webex@example.com",
      "Support -> Tier 1",
      "Tier 1 -> Paris",
      "Tier 1 -> ana@example.com",
      "Webex app -> Permissions",
      "webex@example.com -> Permissions",
    ]);
  });

  it("takes a dependency only where no id says, and only for what the kind refers to", () => {
    const other: Resource = { ...flow, name: "Other", id: "65f1c0ffee65f1c0ffee0002", outputs: {} };
    expect(linesOf({ ...line, dependencies: [flow, other, site] }, flow, other, site)).toEqual(["Line -> Main"]);
    expect(linesOf({ ...line, outputs: {}, dependencies: [flow, site] }, flow, site)).toEqual(["Line -> Main"]);
  });

  it("does not take a word for an id: the flow is called as the permission set's id is", () => {
    expect(linesOf(flow, permissions, { ...queue, outputs: { description: "Main" } })).toEqual(["Main -> Support"]);
  });

  it("reads what a half-made resource was given where it has no outputs, and shows a tie that is not finished", () => {
    const failed = {
      ...number,
      outputs: {},
      inputs: number.outputs ?? {},
      initErrors: ["Webex says no.\nSecond line"],
    };
    expect(linesOf(failed, line)).toEqual(["+15551230001 -> Line"]);
    const tie = { ...assignment, initErrors: ["No licence left."] };
    expect(linesOf(person, permissions, tie)).toEqual(["A -> Permissions", "A -> webex@example.com"]);
  });
});

describe("the picture", () => {
  it("marks what is half made, protected, and waits to be deleted", () => {
    const svg = drawEnvironment(
      graphOfState(
        { ...queue, protect: true },
        { ...team, initErrors: ["Webex says no.\nSecond line"] },
        { ...site, delete: true },
      ),
      "T",
    );
    expect(svg).toContain(">protected<");
    expect(svg).toContain(">half made: Webex says no.<");
    expect(svg).not.toContain("Second line");
    expect(svg).toContain(">waits to be deleted<");
    expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  });

  it("is the same whatever order things were made in", () => {
    const svg = drawEnvironment(graphOfState(...whole), "T");
    expect(drawEnvironment(graphOfState(...whole.toReversed()), "T")).toBe(svg);
  });

  it("collapses what is many, and says how many and how often they are referred to", () => {
    const graph = graphOf(parseState(stateOf(11, 300)).resources);
    expect(graph.total).toBeGreaterThan(290);
    expect(graph.boxes.length).toBeLessThanOrEqual(28);
    const svg = drawEnvironment(graph, "T");
    expect(svg).toMatch(/>Queue<\/text>\n<text [^>]*>\d\d together</);
    expect(svg).toMatch(/>\u00d7\d+</);
    expect(overlapping(placed(graph).boxes)).toEqual([]);
  });

  it("places any environment without overlap and inside the picture", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 120 }), (seed, count) => {
        const { boxes, width, height } = placed(graphOf(parseState(stateOf(seed, count)).resources));
        expect(overlapping(boxes)).toEqual([]);
        const outside = boxes.filter(
          (box) => box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height,
        );
        expect(outside).toEqual([]);
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});

describe("hostile names", () => {
  const names = [
    "<script>alert(1)</script>",
    `"]; click b0 "javascript:alert(1)" x["`,
    "\u0000\u001b[2J\u202egnp",
    "__proto__",
    "W".repeat(10_000),
    "\u4f60\u597d\u4e16\u754c".repeat(30),
    "a ".repeat(500),
    "\ud83d\ude00".repeat(40),
    "",
  ];
  const resources = names.flatMap((name, index): readonly Resource[] => [
    {
      kind: "webex.Queue",
      name: `q${index}`,
      id: idOf(index),
      outputs: { name, serviceLevelSeconds: name, callDistributionGroups: [idOf(100 + index)] },
    },
    { kind: "webex.Team", name: `t${index}`, id: idOf(100 + index), outputs: { name }, initErrors: [name] },
  ]);
  const graph = graphOfState(...resources);
  const svg = drawEnvironment(graph, names.join(" "));

  it("stay text", () => {
    expect(XMLValidator.validate(svg)).toBe(true);
    for (const word of ["<script", "\u001b", "\u202e"]) expect(svg).not.toContain(word);
    const mermaid = environmentMermaid(graph);
    expect(mermaid.split("\n").filter((row) => row.includes("click "))).toEqual([
      expect.stringMatching(/^b\d+\["[^"]*"\]/),
      expect.stringMatching(/^b\d+\["[^"]*"\]:::bad$/),
    ]);
  });

  it("fit their boxes by the font that this computer draws them with", () => {
    const widest = textsOf(svg).map(({ attributes, text, room }) => ({
      text,
      over: measured(attributes, text) - room,
    }));
    expect(widest.length).toBeGreaterThan(40);
    expect(widest.filter(({ over }) => over > 0)).toEqual([]);
  });
});

function overlapping(boxes: readonly PlacedBox[]): readonly (readonly [string, string])[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => [one.box.title, other.box.title] as const),
  );
}

/** Every text of every box, with the pixels it has to the right edge. */
function textsOf(svg: string): readonly { attributes: string; text: string; room: number }[] {
  return [...svg.matchAll(/<g transform[\s\S]*?<\/g>/g)].flatMap(([group]) => {
    const width = Number(/<rect width="(\d+)"/.exec(group)?.[1]);
    return [...group.matchAll(/<text x="(\d+)" y="\d+" ([^>]*)>([^<]*)<\/text>/g)].map(
      ([, x, attributes = "", text = ""]) => ({
        attributes,
        text,
        room: width - Number(x),
      }),
    );
  });
}

/** Its width as it is drawn, in pixels; 0 for a text that leaves no mark, or where there is no font. */
function measured(attributes: string, text: string): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="40" font-family="Helvetica, Arial, DejaVu Sans, sans-serif"><text x="0" y="20" ${attributes}>${text}</text></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: true } }).getBBox()?.width ?? 0;
}

it("draws a text that can be read back", () => {
  const parsed: unknown = new XMLParser().parse(drawEnvironment(graphOfState(...whole), "A & B"));
  expect(parsed).toMatchObject({ svg: { title: "A & B" } });
});
