import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callVerb } from "../../cli/commands/call";
import { testVerb } from "../../cli/commands/test";
import { defineFlow, stringifyFlow, welcomeFlow } from "../../flow";
import { runVerb } from "./run-verb";

const folder = mkdtempSync(join(tmpdir(), "datadip-call-"));
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
const welcome = put("welcome.json", stringifyFlow(welcomeFlow()));
const call = (...words: readonly string[]) => runVerb(callVerb, "call", ...words);
const test = (...words: readonly string[]) => runVerb(testVerb, "test", ...words);

describe("datadip call", () => {
  it("says the whole call", async () => {
    const { stdout, exitCode } = await call("--flow", welcome, "--from", "+15207739050");
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "The caller +15207739050 reaches an agent, who is shown no record.",
      "The call from +15207739050 to +15550100000 ends after 1:29.0: agent hung up.",
    ]);
    expect(stdout).toMatch(/Caller number: \+15207739050/);
    expect(stdout).not.toContain("Greeting (play-message)");
    expect((await call("--flow", welcome, "--path")).stdout).toMatch(
      /0:00\.0 {2}Greeting \(play-message\), default -> QueueContact/,
    );
  });

  it("takes the time of the call, and the bodies of functions", async () => {
    const flow = defineFlow("Score", {
      variables: { tier: { type: "STRING" } },
      start: "Score",
      nodes: {
        Score: {
          type: "raw",
          activityName: "fn-activity",
          properties: {
            fnName: "score",
            fnInputVariables: [{ name: "at", value: "{{ now() }}" }],
            fnOutputVariables: [{ name: "tier", variable: "tier" }],
          },
          to: { default: "Say" },
        },
        Say: { type: "play-message", say: "{{ tier }}", to: "Bye" },
        Bye: { type: "disconnect-contact" },
      },
    });
    const file = put("score.json", stringifyFlow(flow));
    const body = put("score.js", "export const handle = (q, r) => { r.data = { tier: q.inputs.at }; return r; };");
    const words = ["--flow", file, "--function", `score=${body}`, "--at", "2026-12-24T16:00"];
    expect((await call(...words)).stdout).toContain('"2026-12-24T16:00Z[UTC]"');
    expect(await call("--flow", file, "--at", "yesterday")).toMatchObject({
      exitCode: 2,
      stderr: "--at yesterday is not an ISO 8601 time such as 2026-12-24T16:00.\n",
    });
  });

  it("speaks JSON", async () => {
    const script = put("gives-up.yaml", "caller: { hangsUpIn: Music }\n");
    const { stdout } = await call("+15550100000", "--flow", welcome, "--script", script, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ to: "+15550100000", end: { reason: "caller hung up" } });
  });

  it("answers from a table, and exits with 1 when the call is dropped", async () => {
    const flow = defineFlow("Ask", {
      start: "Ask",
      nodes: {
        Ask: { type: "http-request-v2", method: "GET", url: "https://example.com/a/1", to: "Bye" },
        Bye: { type: "disconnect-contact" },
      },
    });
    const file = put("ask.json", stringifyFlow(flow));
    const table = put("table.yaml", "- { method: get, path: /\\/a\\/\\d+$/, status: 204 }\n");
    expect(await call("--flow", file, "--table", table)).toMatchObject({ exitCode: 0 });
    const without = await call("--flow", file, "--all-options");
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toMatch(/has the same outcome with every behaviour/);
  });

  it.each<[string, readonly string[], RegExp]>([
    [
      "no number and no flow",
      [],
      /^Which number is dialled\? datadip call NUMBER --from NUMBER, or datadip call --flow FILE/,
    ],
    ["no file", ["--flow", "nowhere.json"], /^nowhere\.json cannot be read: there is no such file or folder\.\n$/],
    ["no flow in the file", ["--flow", put("not.json", "[]")], /not\.json: .*\n$/],
    [
      "broken YAML",
      ["--flow", welcome, "--script", put("broken.yaml", "caller:\n  digits: [1, 2\nagent: 3\n")],
      /^\S+broken\.yaml:3:\d+: .*\n$/,
    ],
    [
      "an unknown key",
      ["--flow", welcome, "--script", put("key.yaml", "caller:\n  digits: []\n  hangUp: 3\n")],
      /^\S+key\.yaml:3:\d+: caller\.hangUp: is not a key that is known here\.\n$/,
    ],
    [
      "a number without quotes",
      ["--flow", welcome, "--script", put("number.yaml", "to: +15207739050\n")],
      /^\S+number\.yaml:1:5: to: is not a text; put telephone numbers in quotes/,
    ],
    [
      "a time zone that does not exist",
      ["--flow", welcome, "--script", put("zone.yaml", "timeZone: Europe/Atlantis\n")],
      /^\S+zone\.yaml:1:11: timeZone: is "Europe\/Atlantis", and no such time zone exists; write one such as Europe\/Paris\.\n$/,
    ],
    [
      "an unknown activity",
      ["--flow", welcome, "--script", put("activity.yaml", "activities: { greeting: { port: error } }\n")],
      /^The script names the activity "greeting", which the flow "welcome" does not have; perhaps Greeting is meant\.\n$/,
    ],
    [
      "an unknown port",
      ["--flow", welcome, "--script", put("port.yaml", "activities: { Greeting: { port: left } }\n")],
      /^The script lets "Greeting" leave by the port "left"; it has default, error\.\n$/,
    ],
  ])("refuses %s in one sentence", async (_name, words, message) => {
    const { stderr, stdout, exitCode } = await call(...words);
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toMatch(message);
  });
});

describe("datadip test", () => {
  it("plays the scenarios that ship, over every link of the shipped flows", async () => {
    const { stdout, exitCode } = await test();
    for (const name of ["Salesforce_Data_Dip", "Salesforce_Data_Dip_Plus"])
      expect(stdout).toMatch(
        new RegExp(
          `^${name}: (\\d+) of \\1 \\(100 %\\) activities visited, (\\d+) of \\2 \\(100 %\\) links taken`,
          "m",
        ),
      );
    expect(stdout).toMatch(/welcome: 10 of 10 \(100 %\) activities visited, 9 of 9 \(100 %\) links taken/);
    expect(stdout).not.toMatch(/^FAILED/m);
    expect(exitCode).toBe(0);
  });

  it("says what is not as expected and what no call goes over", async () => {
    const file = put(
      "wrong.call.yaml",
      "flow: welcome.json\ncalls:\n  - name: one\n    expect: { path: [Music, Greeting], hears: [Bonjour], priority: 1, end: transferred }\n",
    );
    const { stdout, exitCode } = await test(file);
    expect(exitCode).toBe(1);
    expect(stdout.split("\n")[0]).toBe(
      'FAILED  one: Greeting is not visited in this order; the caller never hears "Bonjour"; the priority is 10 instead of 1; the call ends with "agent hung up" instead of "transferred"',
    );
    expect(stdout).toMatch(/ {2}no call leaves QueueContact by "failure" to Apology \(main\)/);
  });

  it("takes the names that activities had before Cisco's, and asks for the new ones", async () => {
    const file = put(
      "old.call.yaml",
      [
        "flow: { shipped: data-dip, options: { salesforceUrl: 'https://acme.lightning.force.com', defaultCountry: US } }",
        "answers: [{ activity: FindContact, body: { totalSize: 2, records: [] } }]",
        "calls:",
        "  - name: one",
        "    from: '+15207739050'",
        "    expect: { path: [FindContact, EndAnswered], avoids: FindAccount, requests: 1 }",
        "",
      ].join("\n"),
    );
    const { stdout, stderr, exitCode } = await test(file);
    expect(stdout).toMatch(/^ok {6}one$/m);
    expect(exitCode).toBe(0);
    expect(stderr).toBe(
      `${file}: activities of the data-dip flow have new names: FindContact is now ContactByANI, EndAnswered is now EndFlow, FindAccount is now AccountByANI. Write the new ones; the next release refuses the old ones.\n`,
    );
  });

  it.each<[string, string, RegExp]>([
    [
      "activity",
      "expect: { path: [Grating] }",
      /"one": The expectations name the activity "Grating", which the flow "welcome" does not have/,
    ],
    ["key", "expects: {}", /:4:\d+: calls\.0\.expects: is not a key that is known here; did you mean expect\?\n$/],
    ["end", "expect: { end: hung up }", /:4:\d+: calls\.0\.expect\.end: /],
  ])("refuses an unknown %s with its place", async (name, line, message) => {
    const file = put(`bad-${name}.call.yaml`, `flow: { shipped: welcome }\ncalls:\n  - name: one\n    ${line}\n`);
    const { stderr, exitCode } = await test(file);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
  });
});
