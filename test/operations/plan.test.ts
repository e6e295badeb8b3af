import { flowExport } from "../support/flow";
import type { LoggedCall } from "../../providers/core/telemetry/call-log";
import { estimate, type Step } from "../../operations/plan/estimate";
import { stepsIn } from "../../operations/plan/preview";
import { blockersText, checkpointText, estimateText, flowsText, handoverText } from "../../operations/plan/text";
import { UNKNOWN } from "../support/lifecycle";

const step = (kind: string, operation: Step["operation"], inputs: Step["inputs"] = {}): Step => ({
  operation,
  urn: `urn::${kind}`,
  kind,
  name: "one",
  inputs,
});

const call = (path: string, more: Partial<LoggedCall> = {}): LoggedCall => ({
  run: "127.0.0.1:4000",
  role: "provider",
  service: "Webex",
  method: "GET",
  path: `/organization/o/${path}`,
  status: 200,
  at: 0,
  tookMs: 100,
  dry: false,
  ...more,
});

const opened = call("");
const needed = (steps: readonly Step[], calls: readonly LoggedCall[] = [opened]) =>
  estimate({ steps, calls, tookMs: 2_000 });

describe("the calls of a run", () => {
  it("are the preview's, and those that only a write makes", () => {
    const steps = [step("webex.Site", "create"), step("webex.Team", "update"), step("webex.Queue", "delete")];
    const { reads, writes } = needed(steps, [opened, call("v2/site"), call("v2/audio-file", { role: "program" })]);
    expect(reads).toEqual({ Webex: 3, Salesforce: 0 });
    expect(writes).toEqual({ Webex: 1 + 2 + 1, Salesforce: 0 });
  });

  /** A flow that names a queue and audio. */
  const FLOW = { __document: flowExport("99999999-8888-4777-8666-555555555555") };

  it("count a question once that several writes share, and not at all where the preview asked it already", () => {
    const flows = [step("webex.Flow", "create", FLOW), step("webex.Flow", "create", FLOW)];
    expect(needed(flows).writes.Webex).toBe(2 * 2 + 2);
    const asked = [call("v2/contact-service-queue")];
    expect(needed(flows, asked).writes.Webex).toBe(2 * 2 + 1);
    // Another process has answers of its own.
    const elsewhere = asked.map((one) => ({ ...one, role: "program" }) as const);
    expect(needed(flows, [opened, ...elsewhere]).writes.Webex).toBe(2 * 2 + 2);
  });

  it("count a question again that a write made old", () => {
    const asked = [call("v2/contact-service-queue"), call("v2/audio-file")];
    expect(needed([step("webex.Flow", "create", FLOW)], asked).writes.Webex).toBe(2);
    expect(needed([step("webex.Queue", "create"), step("webex.Flow", "create", FLOW)], asked).writes.Webex).toBe(
      1 + 2 + 1,
    );
  });

  it("open a connection that the preview did not need", () => {
    expect(needed([step("webex.Site", "delete")], []).writes.Webex).toBe(1 + 2);
    expect(needed([step("salesforce.SigningKey", "delete")], []).writes.Salesforce).toBe(0);
  });

  it("ask once for an entry point, whether it is there or yet to be made", () => {
    const number = (entryPointId: string): Step => step("webex.DialNumber", "create", { entryPointId });
    const places = ["v1/telephony/config/locations", "global/telephony-region"];
    const seen = ["v1/telephony/config/numbers", "v2/dial-number", ...places].map((path) => call(path));
    const lists = 1;
    expect(needed([number("a"), number("a"), number("b")], seen).writes.Webex).toBe(3 + 2 + lists);
    const made = step("webex.EntryPoint", "create");
    expect(needed([made, number(UNKNOWN), number(UNKNOWN)], seen).writes.Webex).toBe(1 + 2 + 1 + lists);
    expect(needed([made, made, number(UNKNOWN), number(UNKNOWN)], seen).writes.Webex).toBe(2 + 2 + 2 + lists);
  });
});

describe("the seconds of a run", () => {
  it("wait for the quota of a minute from the call that is too many", () => {
    const creates = (count: number): readonly Step[] =>
      Array.from({ length: count }, () => step("webex.Site", "create"));
    expect(needed(creates(299)).waitingSeconds).toBe(0);
    expect(needed(creates(300)).waitingSeconds).toBe(60 - 9);
    expect(needed(creates(300)).seconds).toBe(10 + 51);
  });

  it("are told with what they are spent on", () => {
    expect(estimateText(needed([step("webex.Site", "create")]), "pulumi up")).toBe(
      "pulumi up --skip-preview will make 2 calls (Webex 2): 1 to read and 1 to write.\n" +
        "It takes about 3 s, within Webex's 300 calls a minute. With a preview of its own first: 3 calls (Webex 3).",
    );
  });
});

describe("the engine's record of a preview", () => {
  const event = (op: string, type: string, side: object) =>
    JSON.stringify({ resourcePreEvent: { metadata: { op, type, urn: `urn:pulumi:dev::p::${type}::a::b`, ...side } } });

  it("gives the operations on resources of ours, a replacement as its two halves", () => {
    const queue = "pulumi-nodejs:dynamic/webex:Queue";
    const text = [
      JSON.stringify({ preludeEvent: {} }),
      event("create", "pulumi:pulumi:Stack", { old: null, new: {} }),
      event("create-replacement", queue, { old: {}, new: { inputs: { name: "new" } } }),
      event("replace", queue, { old: {}, new: {} }),
      event("delete-replaced", queue, { old: { inputs: { name: "old" } }, new: null }),
      event("same", queue, { old: {}, new: {} }),
      "",
    ].join("\n");
    expect(stepsIn(text)).toMatchObject([
      { operation: "create", kind: "webex.Queue", name: "a::b", inputs: { name: "new" } },
      { operation: "delete", kind: "webex.Queue", inputs: { name: "old" } },
    ]);
  });
});

it("passes on what Webex says of a flow as warnings", () => {
  const finding = { severity: "ERROR", activity: "Ask", message: "Connector not configured" };
  const text = flowsText([
    { name: "Well", findings: [] },
    { name: "Odd", findings: [finding, { ...finding, activity: "" }] },
    { name: "Later", findings: [], notAsked: "its content is known only when the run has made what it refers to" },
  ]);
  expect(text.split("\n")).toEqual([
    "Dry run: Webex found no problem in the flow Well.",
    "Dry run: Webex warns of the flow Odd, which may still work:",
    "  Ask: Connector not configured",
    "  Connector not configured",
    "Dry run: Webex was not asked about the flow Later: its content is known only when the run has made what it refers to",
  ]);
});

it("says where a run waits for a person", () => {
  const handover = step("webex.ConnectorHandover", "create");
  expect(handoverText([step("webex.Site", "create"), handover])).toEqual([
    "It stops at ConnectorHandover one until somebody has made that connector; the rest is for the next run.",
  ]);
  expect(handoverText([step("webex.ConnectorHandover", "update")])).toEqual([]);
  const many = (count: number) => Array.from({ length: count }, () => step("webex.Site", "create"));
  expect(checkpointText(many(299))).toEqual([]);
  expect(checkpointText(many(300))).toEqual([
    expect.stringMatching(
      /^It writes 300 objects, and a state that lies in a folder, a bucket or a database is written whole/,
    ),
  ]);
});

it("says what blocks a teardown, and the way out", () => {
  const one = { kind: "webex.Site", name: "Paris", id: "1" };
  const text = blockersText([
    { ...one, why: "referred-to", by: ["team \u001b[31mred (2)"] },
    { ...one, why: "protected", by: [] },
  ]);
  expect(text.split("\n")).toEqual([
    "A destroy would stop here:",
    "  webex.Site Paris (1): still referred to by what this stack does not own; remove or re-point it first:",
    "    team \uFFFD[31mred (2)",
    "  webex.Site Paris (1): protected; if it is meant, remove protect from the program and run pulumi up, or pulumi state unprotect",
  ]);
});
