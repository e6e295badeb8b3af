import { XMLValidator } from "fast-xml-parser";
import { bindFlow, changeMarks, drawMermaid, drawSvg, problemMarks, readV1, welcomeFlow, type Mark } from "../../flow";
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
    const marks = changeMarks(before, after);
    expect(marks).toEqual([
      { process: "main", activity: "Music", kind: "changed", message: "prompt: defaultmusic_on_hold.wav => waltz.wav" },
    ]);
    expect(drawSvg(after, marks)).toContain("~ prompt:");
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
    expect(drawSvg(flow).match(/<g /g)).toHaveLength(3_000);
  });
});

eachSample("a picture of a real export", (file, text) => {
  it("is well-formed and complete", () => {
    const flow = readV1(JSON.parse(text));
    const svg = drawSvg(flow, problemMarks(flow));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg.match(/<g /g)).toHaveLength(flow.processes.reduce((sum, { nodes }) => sum + nodes.length, 0));
    expect(drawMermaid(flow).split("-->").length - 1).toBe(
      flow.processes.reduce((sum, { edges }) => sum + edges.length, 0),
    );
    expect(file).toMatch(/json$/);
  });
});
