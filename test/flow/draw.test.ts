import { XMLValidator } from "fast-xml-parser";
import {
  bindFlow,
  changePicture,
  dataDipFlow,
  defineFlow,
  drawMermaid,
  drawSvg,
  drawSvgPages,
  problemMarks,
  readV1,
  welcomeFlow,
  type Flow,
  type Mark,
} from "../../flow";
import { pictureOf } from "../../flow/draw/picture";
import { fitted, textWidth, wrapped } from "../../flow/draw/text-width";
import { eachSample } from "./support/samples";

const HOSTILE = [
  "</text><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "]]>&unknown;&#0;",
  "a\u0000b\u0008c\uFFFE\uD800d",
  "\u202Egnp.exe",
  'x"]; click n0 call alert(1)',
  "`${process.exit(1)}` end subgraph",
  "=cmd|' /C calc'!A0",
];

const hostileFlow = () =>
  readV1({
    name: HOSTILE[0],
    process: {
      activities: Object.fromEntries(
        HOSTILE.map((name, index) => [
          `id${index}`,
          {
            id: `id${index}`,
            name,
            group: "action",
            properties: { name, activityName: HOSTILE[index], description: HOSTILE[1], expression: HOSTILE[2] },
          },
        ]),
      ),
      links: HOSTILE.map((condition, index) => ({
        id: `l${index}`,
        sourceActivityId: `id${index}`,
        targetActivityId: `id${(index + 1) % HOSTILE.length}`,
        conditionExpr: condition,
      })),
    },
  });

describe("pictures of a hostile flow", () => {
  const marks: readonly Mark[] = HOSTILE.map((name, index) => ({
    process: "main",
    activity: name,
    kind: "error",
    message: HOSTILE[index] ?? "",
  }));

  it("are well-formed XML without a script, a handler or a link", () => {
    const svg = drawSvg(hostileFlow(), marks);
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(
      [...svg.matchAll(/<([a-z]+)/gi)]
        .map(([, tag]) => tag)
        .filter((tag) => !["svg", "title", "rect", "text", "path", "g"].includes(tag ?? "")),
    ).toEqual([]);
    expect(svg).not.toMatch(/<[^>]*\son\w+=/i);
    expect(svg).not.toMatch(/[^\P{Cc}\n]|[\u202E\uFFFE]/u);
  });

  it("are Mermaid text whose labels hold nothing that could end them", () => {
    const labels = [...drawMermaid(hostileFlow(), marks).matchAll(/"([^"]*)"/g)].map(([, label = ""]) =>
      label.replaceAll("<br/>", ""),
    );
    expect(labels.length).toBeGreaterThan(HOSTILE.length);
    expect(labels.filter((label) => /[<>&`\][{}]/.test(label) || /#(?!\d+;)/.test(label))).toEqual([]);
    expect(
      drawMermaid(hostileFlow())
        .split("\n")
        .filter((line) => /^\s*(click|end subgraph)/.test(line)),
    ).toEqual([]);
  });
});

describe("pictures", () => {
  it("show every activity, every port and every mark", () => {
    const flow = welcomeFlow();
    const svg = drawSvg(flow, [{ process: "main", activity: "Music", kind: "warning", message: "Too loud" }]);
    for (const { nodes } of flow.processes) for (const { name } of nodes) expect(svg).toContain(`>${name}<`);
    expect(svg).toContain("! Too loud");
    expect(drawMermaid(flow)).toContain('|"failure"|');
  });

  it("say where a mandatory port leads nowhere and keep unknown activities", () => {
    const flow = readV1({
      name: "x",
      process: {
        activities: {
          a: { id: "a", name: "A", group: "action", properties: { activityName: "play-music" } },
          b: { id: "b", name: "B", group: "", properties: { activityName: "from-the-future" } },
        },
        links: [{ id: "l", sourceActivityId: "a", targetActivityId: "gone", conditionExpr: "error" }],
      },
    });
    const svg = drawSvg(flow, problemMarks(flow));
    expect(svg).toContain("default leads nowhere");
    expect(svg).toContain(">B<");
    expect(svg).toContain("from-the-future");
    expect(svg).toContain("!! The link from");
  });

  it("show what changed", () => {
    const before = welcomeFlow();
    const { flow: after } = bindFlow(before, { "Music.prompt": "waltz.wav" });
    const { flow, marks } = changePicture(before, after);
    expect(flow.processes.map(({ nodes }) => nodes.length)).toEqual(after.processes.map(({ nodes }) => nodes.length));
    expect(marks).toEqual([
      { process: "main", activity: "Music", kind: "changed", message: "prompt: defaultmusic_on_hold.wav => waltz.wav" },
    ]);
    expect(drawSvg(after, marks)).toContain("~ prompt:");
  });

  it("show what is gone beside what came, each link painted as what it is", () => {
    const [before, after] = [flowTo("Old"), flowTo("New")];
    const { flow, marks } = changePicture(before, after);
    const main = flow.processes[0];
    expect(main?.nodes.map(({ name }) => name)).toEqual(["NewPhoneContact", "Ask", "New", "Old"]);
    const painted = pictureOf(flow, marks).panels[0]?.arrows.map(({ handle, paint }) => {
      const edge = main?.edges[Number(handle.split(".")[1])];
      return [`${edge?.from ?? ""} ${edge?.to ?? ""}`, paint];
    });
    expect(painted).toEqual(
      expect.arrayContaining([
        ["NewPhoneContact Ask", undefined],
        ["Ask New", "added"],
        ["Ask Old", "removed"],
      ]),
    );
    const svg = drawSvg(flow, marks);
    expect(svg).toContain("- default led to Old");
    expect(svg).toContain("+ default leads to New");
    expect(svg).toMatch(/- removed/);
  });

  it("of 3,000 activities are drawn too", () => {
    const ids = Array.from({ length: 3_000 }, (_, index) => `n${index}`);
    const flow = readV1({
      name: "Large",
      process: {
        activities: Object.fromEntries(
          ids.map((id) => [id, { id, name: id, group: "action", properties: { activityName: "play-music" } }]),
        ),
        links: ids.map((id, index) => ({
          id: `l${id}`,
          sourceActivityId: id,
          targetActivityId: ids[(index * 7 + 1) % ids.length],
          conditionExpr: "default",
        })),
      },
    });
    expect(drawSvg(flow).match(/<g class="activity"/g)).toHaveLength(3_000);
  });
});

eachSample("a picture of a real export", (file, text) => {
  it("is well-formed and complete", () => {
    const flow = readV1(JSON.parse(text));
    const svg = drawSvg(flow, problemMarks(flow));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg.match(/<g class="activity"/g)).toHaveLength(
      flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0),
    );
    expect(drawMermaid(flow).split("-->").length - 1).toBe(
      flow.processes.reduce((sum, { edges }) => sum + edges.length, 0),
    );
    expect(file).toMatch(/json$/);
    expect(crossings(flow)).toEqual([]);
    expect(pictureOf(flow, []).width).toBeLessThan(1_600);
  });
});

/** A flow that leads to an activity of this name. */
const flowTo = (last: "Old" | "New"): Flow =>
  defineFlow<string>("Two", {
    start: "Ask",
    nodes: {
      Ask: { type: "play-message", say: "Hello.", to: last },
      [last]: { type: "disconnect-contact", description: last },
    },
  });

/** Links that run through a box, or over a text of it: where any part of them lies inside. */
function crossings(flow: Flow): readonly string[] {
  return pictureOf(flow, []).panels.flatMap(({ boxes, arrows }) =>
    arrows.flatMap(({ handle, points }) =>
      points.slice(1).flatMap((end, index) => {
        const start = points[index] ?? end;
        const [left, right] = [Math.min(start.x, end.x), Math.max(start.x, end.x)];
        const [top, bottom] = [Math.min(start.y, end.y), Math.max(start.y, end.y)];
        return boxes
          .filter((box) => left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y)
          .map(({ node }) => `link ${handle} runs through ${node.name}`);
      }),
    ),
  );
}

it("the data-dip flow's picture fits a page across, with no link through a box, and pages are cut where nothing is", () => {
  const flow = dataDipFlow({ salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" });
  expect(crossings(flow)).toEqual([]);
  const { width, height, panels } = pictureOf(flow, []);
  expect(width).toBeLessThan(1_600);
  const boxes = panels.flatMap((panel) => panel.boxes);
  const overlaps = boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map(({ node }) => `${one.node.name} over ${node.name}`),
  );
  expect(overlaps).toEqual([]);

  // On paper each activity is whole on one page.
  const pages = drawSvgPages(flow);
  const windows = pages.map((page) => (/viewBox="0 ([\d.]+) [\d.]+ ([\d.]+)"/.exec(page) ?? []).slice(1).map(Number));
  expect(pages.length).toBeGreaterThan(3);
  for (const { boxes } of panels)
    for (const { node, y, height: tall } of boxes)
      expect([node.name, windows.filter(([top = 0, size = 0]) => y >= top && y + tall <= top + size).length]).toEqual([
        node.name,
        1,
      ]);
  const [last = [0, 0]] = windows.slice(-1);
  expect((last[0] ?? 0) + (last[1] ?? 0)).toBeCloseTo(height, 0);
});

it("events that nothing handles take one line, and boxes where something is said of them", () => {
  const names = ["ContactEnded", "AgentOfferContact", "AgentContactAssigned"];
  const flow = readV1({
    name: "Quiet",
    process: { activities: {}, links: [] },
    eventFlows: {
      eventsMap: {
        GLOBAL_EVENTS: {
          onEvents: Object.fromEntries(names.map((name) => [name, name])),
          process: {
            activities: Object.fromEntries(
              names.map((name) => [name, { id: name, name, group: "event", properties: { activityName: "Event" } }]),
            ),
            links: [],
          },
        },
      },
    },
  });
  const mark = { process: "GLOBAL_EVENTS", activity: "ContactEnded", kind: "warning", message: "Not written" } as const;
  const { panels } = pictureOf(flow, [mark]);
  const events = panels.find(({ key }) => key === "GLOBAL_EVENTS");
  expect(events?.boxes.map(({ node }) => node.name)).toEqual(["ContactEnded"]);
  expect(events?.unhandled.map(({ node }) => node.name)).toEqual(["AgentOfferContact", "AgentContactAssigned"]);
  expect(new Set(events?.unhandled.map(({ y }) => y)).size).toBe(1);
});

it.each(["W".repeat(40), "\u65e5".repeat(60), "a b ".repeat(30), "\u{1F600}".repeat(30)])(
  "cuts %s to what fits",
  (text) => {
    const cut = fitted(text, 200, 12);
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(200);
    expect(cut.endsWith("\u2026")).toBe(true);
    for (const line of wrapped(text, 200, 12, 3)) expect(textWidth(line, 12)).toBeLessThanOrEqual(200);
  },
);
