import {
  bindFlow,
  checkFlow,
  diffFlows,
  drawMermaid,
  drawSvg,
  flowFacts,
  listBindings,
  parseFlowText,
  stringifyFlow,
} from "../../flow";
import {
  call,
  condition,
  event,
  goodWith,
  hangUp,
  maps,
  music,
  queue,
  say,
  set,
  smallDocument,
  start,
} from "./lint/small-flow";
import { play, visited } from "./simulate/support";

/** Names that every JavaScript object answers to without anybody having put them there. */
const NAMES = ["constructor", "toString", "hasOwnProperty", "valueOf", "__proto__"] as const;

const flowNamed = (name: string) =>
  goodWith({
    variables: { [name]: { value: "kept", isCAD: true, desktopLabel: name } },
    nodes: {
      NewPhoneContact: start(name),
      [name]: say("Lookup", `Hello {{ ${name} }} {{ Lookup.${name} }}`),
      Lookup: call("/x", "Set", { ...maps({ [name]: `$.${name}` }), httpQueryParameters: { [name]: `{{ ${name} }}` } }),
      Set: set(name, `{{ ${name} | default("x") }}`, "Same"),
      Same: condition(`{{ ${name} == "kept" }}`, "Odd", "Odd"),
      Odd: { type: name, properties: { [name]: "x" }, to: { default: "Menu", [name]: "Menu" } },
      Menu: {
        type: "ivr-menu",
        properties: { ...say("x").properties, menuLinks: [name], "menuLinks:input": [name] },
        to: { [name]: "Queue", timeout: "Queue", invalid: "Queue" },
      },
      Queue: queue({ default: "Music", failure: "HangUp" }),
      Music: music("Music"),
      HangUp: hangUp,
    },
    on: { [name]: "Other" },
    eventNodes: { Other: event() },
  });

describe.each(NAMES)("a flow full of things called %s", (name) => {
  // Object literals take __proto__ for something else; JSON text, which flows are read from, does not.
  const text = JSON.stringify(smallDocument(flowNamed("NAMED"))).replaceAll("NAMED", name);
  const flow = parseFlowText(text);

  it("is checked, compared, drawn and written like any other", () => {
    expect(checkFlow(flow).findings.map(({ rule }) => rule)).toContain("structure/idle-branch");
    expect(diffFlows(flow, parseFlowText(stringifyFlow(flow)))).toEqual([]);
    expect(drawSvg(flow)).toContain("<svg");
    expect(drawMermaid(flow)).toContain(name);
    expect(flowFacts(flow)).toBeDefined();
    expect(listBindings(flow).map(({ key }) => key)).toContain(`variables.${name}`);
    expect(bindFlow(flow, { [`variables.${name}`]: "new" }).problems).toEqual([]);
  });

  it("is called like any other", () => {
    const result = play(flow, { entry: { EntryPointId: name } }, [{ body: { [name]: "found" } }]);
    expect(visited(result)).toEqual(
      expect.arrayContaining([name, "Lookup", "Set", "Same", "Odd", "Menu", "Queue", "Music"]),
    );
    expect(result.failures).toEqual([]);
    expect(result.end.reason).toBe("agent hung up");
    if (name !== "__proto__") expect(Object.entries(result.variables)).toContainEqual([name, "found"]);
  });
});
