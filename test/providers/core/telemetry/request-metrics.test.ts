import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callLog, engineRun, loggedCalls } from "../../../../providers/core/telemetry/call-log";
import { type Call, CallCount } from "../../../../providers/core/telemetry/request-metrics";
import { Progress } from "../../../../providers/core/telemetry/engine-process";

const call = (at: number, more: Partial<Call> = {}): Call => ({
  service: "Webex",
  callsPerMinute: 300,
  method: "GET",
  path: "/organization/o/v2/team",
  status: 200,
  at,
  tookMs: 20,
  remaining: undefined,
  dry: false,
  ...more,
});

describe("the calls of a run", () => {
  let dir: string;
  const reports: string[] = [];
  const report = (sentence: string): void => void reports.push(sentence);
  const run = { run: "127.0.0.1:4000", role: "provider" } as const;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "datadip-calls-"));
    reports.length = 0;
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it("are in the file as soon as they are made, whichever process made them", () => {
    const file = join(dir, ".datadip", "calls.jsonl");
    callLog(file, run, report)(call(1));
    callLog(file, { ...run, role: "program" }, report)(call(2, { service: "Salesforce", status: 0 }));
    expect(loggedCalls(file)).toMatchObject([
      { ...run, service: "Webex", method: "GET", path: "/organization/o/v2/team", at: 1 },
      { role: "program", service: "Salesforce", status: 0 },
    ]);
  });

  it("are none without a file, and half a line is not a call", () => {
    const file = join(dir, "calls.jsonl");
    expect(loggedCalls(file)).toEqual([]);
    callLog(file, run, report)(call(1));
    appendFileSync(file, '{"run":"127.0.0.1:40');
    expect(loggedCalls(file)).toHaveLength(1);
  });

  it("do not make the file grow without end", () => {
    const file = join(dir, "calls.jsonl");
    writeFileSync(file, "x".repeat(1024 * 1024 + 1));
    callLog(file, run, report)(call(1));
    expect(loggedCalls(file)).toHaveLength(1);
    expect(statSync(`${file}.old`).size).toBe(1024 * 1024 + 1);
  });

  it("stay in the file while it is small", () => {
    const file = join(dir, "calls.jsonl");
    callLog(file, run, report)(call(1));
    callLog(file, run, report)(call(2, { dry: true }));
    expect(loggedCalls(file).map(({ at, dry }) => [at, dry])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it("stay uncounted where the file cannot be written, and that is said once", () => {
    const file = join(dir, "calls.jsonl");
    const log = callLog(file, run, report);
    mkdirSync(file);
    log(call(1));
    log(call(2));
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatch(/^The calls of this run are not counted in .*calls\.jsonl: /);
  });

  it("are known by the engine's address, in a program and in a provider, and nowhere else", () => {
    expect(engineRun(["node", "cmd/dynamic-provider", "127.0.0.1:4000"], {})).toEqual(run);
    expect(engineRun(["node", "index.js"], { PULUMI_NODEJS_ENGINE: "127.0.0.1:4000" })).toEqual({
      ...run,
      role: "program",
    });
    const engineless = { PULUMI_NODEJS_ENGINE: "" };
    expect(engineRun(["node", "cmd/dynamic-provider", "[::1]:4000"], engineless)).toMatchObject({ run: "[::1]:4000" });
    for (const last of ["drift", "127.0.0.1:", "127.0.0.1:4000/x", "a b:4000", ":4000"])
      expect(engineRun(["node", "dist/cli/index.js", last], {})).toBeUndefined();
    expect(engineRun([], {})).toBeUndefined();
  });
});

describe("a person who waits", () => {
  const shown = (calls: readonly Call[]): readonly string[] => {
    const reports: string[] = [];
    const progress = new Progress((sentence) => reports.push(sentence));
    calls.forEach((one) => progress.add(one));
    return reports;
  };

  it("is told nothing in the first ten seconds, then one line in ten, with counts and what is left", () => {
    const calls = Array.from({ length: 250 }, (_, i) => call(i * 100));
    expect(shown(calls)).toEqual([
      "datadip: 101 calls (Webex 101) so far; left: at most 199 of Webex's 300 a minute.",
      "datadip: 201 calls (Webex 201) so far; left: at most 99 of Webex's 300 a minute.",
    ]);
  });

  it("is told what the services say is left, where they do", () => {
    const calls = [
      call(0, { remaining: 250 }),
      call(12_000, { service: "Salesforce", callsPerMinute: undefined, remaining: 4_975 }),
      call(20_000, { remaining: 240 }),
    ];
    expect(shown(calls)).toEqual([
      "datadip: 2 calls (Webex 1, Salesforce 1) so far; left: 250 of Webex's 300 a minute, 4975 of Salesforce's for today.",
    ]);
  });

  it("is told what is left of the last minute's calls, never less than none", () => {
    const burst = Array.from({ length: 310 }, (_, i) => call(i * 10));
    expect(shown([...burst, call(10_000)])).toEqual([
      "datadip: 311 calls (Webex 311) so far; left: at most 0 of Webex's 300 a minute.",
    ]);
    expect(shown([...burst, call(9_000), call(63_091)]).at(-1)).toBe(
      "datadip: 312 calls (Webex 312) so far; left: at most 298 of Webex's 300 a minute.",
    );
  });

  it("is told the counts alone where nothing is known of a quota", () => {
    const calls = [0, 10_000].map((at) => call(at, { callsPerMinute: undefined }));
    expect(shown(calls)).toEqual(["datadip: 2 calls (Webex 2) so far."]);
  });

  it("counts for a cloud, several at once", () => {
    const count = new CallCount();
    count.add({ service: "Webex" }, 3);
    count.add({ service: "Salesforce" }, 0);
    expect([count.of("Webex"), count.of("Salesforce"), count.of("Other"), count.total]).toEqual([3, 0, 0, 3]);
    expect(count.toString()).toBe("3 calls (Webex 3)");
  });

  it("reads the count as a sentence would say it", () => {
    const count = new CallCount();
    expect(count.toString()).toBe("no calls");
    count.add({ service: "Salesforce" });
    expect(count.toString()).toBe("1 call (Salesforce 1)");
  });
});
