import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lintVerb } from "../../cli/commands/lint";
import { GOOD, goodWith, say, smallDocument, start } from "../flow/lint/small-flow";
import { runVerb } from "./run-verb";

const folder = mkdtempSync(join(tmpdir(), "datadip-lint-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const clean = file("clean.json", smallDocument(GOOD));
const silent = file(
  "silent.json",
  smallDocument({ ...GOOD, nodes: { ...GOOD.nodes, NewPhoneContact: start("Queue") } }),
);
const noted = file(
  "noted.json",
  smallDocument(
    goodWith({
      nodes: {
        Queue: {
          ...GOOD.nodes.Queue,
          properties: { queueRadioGroup: "staticQueue", destination: "147a5615-baf0-4325-8a26-d8c96c2ee7b3" },
        },
      },
    }),
  ),
);
const lint = (...words: readonly string[]) => runVerb(lintVerb, "lint", ...words);

describe("datadip lint", () => {
  it("exits 0 for a clean flow", async () => {
    const { stdout, exitCode } = await lint(clean);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("no findings");
  });

  it("exits 0 where there are only notes", async () => {
    const { stdout, exitCode } = await lint(noted);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("practice/hard-coded-id");
  });

  it("exits 1 for warnings, grouped by activity with rule, reason, fix and a count by rule", async () => {
    const { stdout, exitCode } = await lint(silent);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /\n {2}Queue\n {4}warning {2}practice\/no-greeting {2}at links\n +A caller can reach.*\n +Fix: Play a greeting first\.\n/,
    );
    expect(stdout).toMatch(/Findings by rule:\n[\s\S]* {2}practice\/no-greeting +1\n/);
    expect(stdout).toMatch(/0 errors, 2 warnings, 0 notes\n$/);
  });

  it("prints one object for one file and a list for several", async () => {
    const one = JSON.parse((await lint(silent, "--json")).stdout) as { findings: readonly object[] };
    expect(Object.keys(one)).toEqual(["file", "findings"]);
    expect(one.findings[0]).toEqual({
      rule: "structure/unreachable",
      severity: "warning",
      process: "main",
      activity: "Greeting",
      path: "",
      message: expect.any(String) as string,
      fix: expect.any(String) as string,
    });
    const { stdout, exitCode } = await lint(clean, silent, "--json");
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([{ file: clean, findings: [] }, { file: silent }]);
  });

  it.each([
    ["no JSON", "{"],
    ["cut off", JSON.stringify(smallDocument(GOOD)).slice(0, 900)],
    ["something else", { name: "x", version: "1.0.0", dependencies: {} }],
    ["an array", []],
    ["empty", ""],
  ])("exits 2 with a sentence for a file that is %s", async (what, content) => {
    const { stderr, exitCode } = await lint(file(`${what}.json`, content));
    expect(exitCode).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(`${what}.json`);
  });

  it("exits 2 for a missing file, and still reports on the others", async () => {
    const { stdout, stderr, exitCode } = await lint(silent, join(folder, "missing.json"));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/missing\.json cannot be read: there is no such file or folder/);
    // The reason stands on stderr: a flow on which the time limit was reached is readable.
    expect(stdout).toMatch(/missing\.json: not checked$/m);
    expect(stdout).toContain("practice/no-greeting");
  });

  it("lets no control character of a name through to the terminal", async () => {
    const evil = file(
      "evil.json",
      smallDocument(goodWith({ nodes: { Greeting: say("Evil\u001b[2J\u202e"), "Evil\u001b[2J\u202e": say("Queue") } })),
    );
    const { stdout } = await lint(evil);
    expect(stdout).toContain("Evil\ufffd[2J");
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)|\p{Bidi_Control}/u);
  });
});

describe("the project file", () => {
  const config = (content: unknown): string => file("datadip.lint.json", content);

  it("switches rules, accepts findings with a reason and says what it accepts no more", async () => {
    const project = config({
      rules: { "structure/unreachable": "off" },
      suppress: [
        { rule: "practice/no-greeting", activity: "Queue", reason: "the carrier greets" },
        { rule: "http/silence", reason: "was fixed" },
      ],
    });
    const { stdout, exitCode } = await lint(silent, "--config", project);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/1 finding suppressed:\n +practice\/no-greeting at Queue: the carrier greets\n/);
    expect(stdout).toContain('The suppression of http/silence ("was fixed") matches nothing any more');
  });

  it("knows the organisation's ids", async () => {
    const { exitCode } = await lint(noted, "--config", config({ knownIds: ["00000000-0000-4000-8000-000000000000"] }));
    expect(exitCode).toBe(1);
    expect((await lint(noted, "--config", config({ bindings: { "Queue.destination": "x" } }))).stdout).toContain(
      "no findings",
    );
  });

  it.each([
    ["an unknown rule", { rules: { "practice/nonsense": "off" } }, /practice\/nonsense.*is not a rule/],
    [
      "a suppression without a reason",
      { suppress: [{ rule: "practice/no-greeting", reason: " " }] },
      /reason.*must give the reason/,
    ],
    ["an unknown key", { supress: [] }, /supress/],
    ["no JSON", '{"secret" 1}', /lint\.json:1:11: Missing , or : between flow map items/],
  ])("exits 2 for %s", async (_what, content, message) => {
    const { stderr, exitCode } = await lint(clean, "--config", config(content));
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });

  it.each(["--schema", "--activities"])("exits 2 for %s that is no JSON, without a word of it", async (option) => {
    const broken = join(folder, "broken.json");
    writeFileSync(broken, '{\n  "secret" 1 }');
    const { stderr, exitCode } = await lint(clean, option, broken);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`${broken} must be JSON: colon expected at line 2, column 12.\n`);
  });

  it("reads the schema snapshot beside it", async () => {
    const asking = file(
      "asking.json",
      smallDocument(
        goodWith({
          nodes: {
            Greeting: say("Ask"),
            Ask: {
              type: "http-request-v2",
              properties: {
                authenticated: true,
                connectorId: "c",
                httpRequestPath: "/services/data/v66.0/query",
                httpRequestMethod: "GET",
                httpQueryParameters: { q: "SELECT Nmae FROM Contact WHERE Id = '1'" },
              },
              to: "Queue",
            },
          },
        }),
      ),
    );
    file("org.json", { objects: { Contact: { fields: ["Id", "Name"] } } });
    const { stdout } = await lint(asking, "--config", config({ schema: "org.json" }));
    expect(stdout).toContain('Contact has no field "Nmae".');
  });

  it("knows what activities the organisation has, by a file that a tenant's answer makes", async () => {
    const answer = file("activities.json", [{ activityName: "play-message" }, { activityName: "disconnect-contact" }]);
    const { stdout } = await lint(clean, "--activities", answer);
    expect(stdout).toContain('The organisation has no activity "queue-contact".');
    const other = await lint(clean, "--activities", file("other.json", { detail: "no" }));
    expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("contains no activities") as unknown });
  });
});
