import { lintFlow, RULES, type Finding } from "../../../flow";
import { ROWS } from "./rows";
import { UUID } from "./rows/helpers";
import { GOOD, goodWith, queue, say, smallFlow, start } from "./small-flow";

const of = (findings: readonly Finding[], rule: string): readonly Finding[] =>
  findings.filter((finding) => finding.rule === rule);

describe("every rule", () => {
  it("has a row in the table", () => expect(Object.keys(ROWS).sort()).toEqual(RULES.map(({ id }) => id).sort()));

  const bad = Object.entries(ROWS).flatMap(([rule, { bad: flows, options }]) =>
    flows.map(([flow, activity], index) => ({ rule, index, flow, activity, options })),
  );
  it.each(bad)("$rule speaks at $activity ($index)", ({ rule, flow, activity, options }) => {
    const findings = of(lintFlow(smallFlow(flow), options), rule);
    expect(findings.map((finding) => finding.activity)).toContain(activity);
    for (const finding of findings) {
      expect(finding.message).toMatch(/^["A-Z0-9][\s\S]*[.!?)}"]$|: [\s\S]+$/);
      expect(finding.fix).not.toBe("");
    }
  });

  const good = Object.entries(ROWS).flatMap(([rule, { good: flows = [], options }]) =>
    flows.map((flow, index) => ({ rule, index, flow, options })),
  );
  it.each(good)("$rule keeps silent ($index)", ({ rule, flow, options }) =>
    expect(of(lintFlow(smallFlow(flow), options), rule)).toEqual([]),
  );

  const altered = (name: string, type: string, properties: Record<string, unknown>, to: Record<string, string>) =>
    smallFlow(goodWith({ nodes: { Greeting: say(name), [name]: { type, properties, to } } }));

  it("counts shares that are no shares as none", () => {
    const rows = [`{"percent":-5,"desc":"A"}`, "lost"];
    const flow = altered(
      "Share",
      "percent-allocation",
      { allocations: ["0", "1"], "allocations:input": rows },
      {
        "0": "Queue",
        "1": "Sorry",
      },
    );
    const [finding] = of(lintFlow(flow), "practice/limit");
    expect(finding?.message).toBe(`The shares of "Share" add up to -5, not 100.`);
  });

  it("speaks once of all ports that an activity lacks", () => {
    const flow = altered("Set", "play-message", {}, { default: "Queue", "7": "Queue", "8": "Sorry", "9": "Queue" });
    expect(of(lintFlow(flow), "structure/unknown-port").map(({ message }) => message)).toEqual([
      `"Set" has a link at the port "7" and 2 more, which this type of activity does not have.`,
    ]);
  });

  it("says nothing about a good flow", () => expect(lintFlow(smallFlow(GOOD))).toEqual([]));
});

describe("options", () => {
  const flow = smallFlow(goodWith({ nodes: { NewPhoneContact: start("Queue") } }));

  it("switches a rule off or changes its severity", () => {
    expect(of(lintFlow(flow, { rules: { "practice/no-greeting": "off" } }), "practice/no-greeting")).toEqual([]);
    expect(of(lintFlow(flow, { rules: { "practice/no-greeting": "error" } }), "practice/no-greeting")).toMatchObject([
      { severity: "error" },
    ]);
  });

  it("counts bound values and known ids as at home", () => {
    const bound = smallFlow(
      goodWith({
        nodes: {
          Queue: {
            ...queue({ default: "Music", failure: "Sorry" }),
            properties: { queueRadioGroup: "staticQueue", destination: UUID },
          },
        },
      }),
    );
    expect(lintFlow(bound, { bindings: { "Queue.destination": "x" } })).toEqual([]);
    expect(lintFlow(bound, { knownIds: [UUID] })).toEqual([]);
    expect(lintFlow(bound, { knownIds: [] })).toMatchObject([
      { rule: "practice/foreign-id", severity: "error", activity: "Queue", path: "destination" },
    ]);
  });
});
