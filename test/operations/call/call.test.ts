import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { callVerb } from "../../../cli/commands/call";
import { defineFlow, stringifyFlow } from "../../../flow";
import { text } from "../../sandbox/support/tenant";
import { runVerb } from "../../cli/run-verb";
import { dataDip, openEnvironment, type Environment } from "./environment";

const folder = mkdtempSync(join(tmpdir(), "datadip-line-"));
let env: Environment;
let number: string;

beforeAll(async () => {
  env = await openEnvironment();
  number = await env.line(dataDip(env), "Main line");
});
afterAll(async () => {
  await env.close();
  rmSync(folder, { recursive: true });
});

function put(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
const call = (...words: readonly string[]) => runVerb(callVerb, "call", "--url", env.tenant.sandbox.url, ...words);
const openFaults = async (): Promise<number> => (await env.tenant.admin("GET", "faults")).rows.length;

describe("datadip call NUMBER", () => {
  it("says the whole call through the environment", async () => {
    const script = put("saves.yaml", "agent: { saves: { notes: wants a refund } }\n");
    const { stdout, exitCode } = await call(number, "--from", "+15207739050", "--script", script);
    expect(stdout).toContain(`${number} leads to the entry point Main line, answered by the flow Salesforce_Data_Dip, version 1 (Live).`); // prettier-ignore
    expect(stdout).toMatch(/"Hello Jack Rogers\." \(1\.2 s\)\n {2}0:01\.9 {2}silence/);
    expect(stdout).toMatch(/ContactByANI: SELECT Id, .*\n +-> 1 record after 150 ms\n/);
    expect(stdout).toMatch(/waits in the queue Support, priority 4\n {2}\S+ {2}Ana Agent of Tier 1 answers\n/);
    expect(stdout).toMatch(/ {2}Account {8}Burlington Textiles Corp of America\n/);
    expect(stdout).toMatch(
      /Account Burlington Textiles Corp of America: https:\/\/datadip-sandbox\.lightning\.force\.com\/lightning\/r\/Account\/001/,
    );
    expect(stdout).toMatch(
      /New: CaseComment\n {4}ParentId: Case 00000003 \(Change of delivery address\)\n(.*\n)*.*Notes: wants a refund/,
    );
    expect(stdout).toMatch(
      /^.* gets Account Burlington Textiles Corp of America on the agent's screen.*\nThe call from \S+ to \S+ ends after 1:27\.\d: agent hung up\.\n/,
    );
    expect(stdout).not.toContain("To mend");
    expect(exitCode).toBe(0);
    const comments = await env.records("CaseComment");
    expect(comments.at(-1)?.CommentBody).toMatch(/^Webex call [0-9a-f-]{36}\n[^]*Notes: wants a refund/);
    expect(comments.at(-1)?.CommentBody).not.toContain("00000000-0000-4000-8000-000000000001");
  });

  it("speaks JSON, without the flow's own document", async () => {
    const { stdout } = await call(number.replace("+", ""), "--from", "+33123456789", "--json");
    const told = z
      .looseObject({ line: z.looseObject({}), pops: z.array(z.string()), changes: z.array(z.looseObject({})) })
      .parse(JSON.parse(stdout));
    expect(told).toMatchObject({ line: { number, tag: "Live", version: 1 }, pops: ["Account Boulangerie de la Cruz"] });
    expect(told.changes).toHaveLength(1);
    expect(told.line).not.toHaveProperty("flow");
  });

  it("serves the folder of a sandbox that nobody serves", async () => {
    const { stdout } = await runVerb(callVerb, "call", number, "--from", "anonymous", "--dir", env.tenant.dir);
    expect(stdout).toMatch(/^A caller with anonymous number reaches an agent, who is shown no record\.\n/);
  });
});

describe("what is wrong with Salesforce", () => {
  it.each<[string, string, RegExp]>([
    ["down", "down", /ContactByANI: no connection .*\(handled\)|ContactByANI: .*\n +-> no connection \(/],
    ["slow", "{ slow: 9000 }", /gave no answer within 2000 ms|We are sorry/],
    ["a status", "401", /-> 401 INVALID_SESSION_ID after/],
    ["nobody found", "empty", /ContactByANI: .*\n +-> no records after .*\n.*AccountByANI: .*\n +-> no records/],
    ["several found", "several", /ContactByANI: .*\n +-> 2 records after/],
    [
      "one activity's answer",
      "[{ activity: CaseByContactId, status: 503 }]",
      /Hello Ana(.*\n)*.*CaseByContactId: .*\n +-> 503/,
    ],
  ])("%s, and is taken back", async (_what, fault, said) => {
    const before = await env.records("Contact");
    const script = put("fault.yaml", `salesforce: ${fault}\n`);
    const { stdout } = await call(number, "--from", "+33123456789", "--script", script);
    expect(stdout).toMatch(said);
    expect(stdout).toMatch(/ Ana Agent of Tier 1 answers/);
    expect(await env.records("Contact")).toEqual(before);
    expect(await openFaults()).toBe(0);
  });

  it("is taken back even where the call cannot be made to its end", async () => {
    const before = await env.records("Contact");
    const script = put("late.yaml", "salesforce: several\nactivities: { Greeting: { port: nowhere } }\n");
    expect((await call(number, "--from", "+33123456789", "--script", script)).exitCode).toBe(2);
    expect(await env.records("Contact")).toEqual(before);
  });
});

describe("caller and agent", () => {
  it("a caller who gives up leaves a note on the case", async () => {
    const { result, changes, pops } = await env.call(number, {
      from: "+33123456789",
      caller: { hangsUpAfterSeconds: 30 },
      agent: { offeredAfterSeconds: "never" },
    });
    expect([result.end.reason, pops]).toEqual(["caller hung up", []]);
    expect(changes.map(({ what }) => what)).toEqual(["CaseComment"]);
    expect(JSON.stringify(changes)).toContain("Outcome: abandoned");
  });

  it("a script may name the agent", async () => {
    const { result, queues } = await env.call(number, { from: "+33123456789", agent: { name: "Zora" } });
    expect(result.requests.at(-1)?.request.body).toContain("Agent: Zora");
    expect(Object.values(queues)).toEqual([{ name: "Support" }]);
  });
});

describe("what is in the way is one sentence with the way out", () => {
  it.each<[string, readonly string[], RegExp]>([
    ["a number nobody mapped", ["+19995550000", "--from", "1"], /^Nobody has mapped \+19995550000 to an entry point; the mapped numbers are \+15551230001[^.]*\.\n$/],
    ["no number", [], /^Which number is dialled\? datadip call NUMBER --from NUMBER, or datadip call --flow FILE .*\.\n$/],
    ["broken YAML", ["1", "--script", put("broken.yaml", "caller: [\n")], /^\S+broken\.yaml:\d+:\d+: .*\n$/],
    ["a misspelt key", ["1", "--script", put("key.yaml", "caller:\n  hangUpIn: Music\n")], /key\.yaml:2:\d+: caller\.hangUpIn: is not a key that is known here; did you mean hangsUpIn\?\n$/],
    ["a misspelt fault", ["1", "--script", put("fault-key.yaml", "salesforce: { slwo: 3 }\n")], /:1:\d+: salesforce\.slwo: is not a key that is known here; did you mean slow\?\n$/],
    ["an unknown fault", ["1", "--script", put("word.yaml", "salesforce: donw\n")], /:1:\d+: salesforce: is none of down, empty, several, a status such as 401, and \{ slow: 9000 \}\.\n$/],
    ["an unknown time zone", ["1", "--script", put("zone.yaml", "timeZone: Europe/Pariss\n")], /no such time zone exists; write one such as Europe\/Paris\.\n$/],
    ["a clock that does not exist", ["1", "--script", put("clock.yaml", "at: 2026-02-30T25:00:00Z\n")], /:1:\d+: at: .*\n$/],
    ["no sandbox in the folder", ["1", "--dir", join(folder, "none")], /^There is no sandbox in \S+none: run pulumi up on the dev stack first, or give its place with --dir or --url\.\n$/],
  ])("%s", async (_what, words, message) => {
    const own = words.includes("--dir") ? runVerb(callVerb, "call", ...words) : call(...words);
    const { stderr, stdout, exitCode } = await own;
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toMatch(message);
  }); // prettier-ignore

  it("nothing or something else at --url", async () => {
    const nobody = await runVerb(callVerb, "call", "1", "--url", "http://127.0.0.1:1");
    expect(nobody.stderr).toMatch(
      /^No sandbox answers at http:\/\/127\.0\.0\.1:1 \(.+\): start it with npx datadip sandbox, or/,
    );
    const wrong = await runVerb(callVerb, "call", "1", "--url", `${env.tenant.sandbox.url}/salesforce`);
    expect(wrong.stderr).toMatch(/ is not a sandbox of datadip; start one with npx datadip sandbox\.\n$/);
  });

  it("an entry point without a flow, and one that is gone", async () => {
    const { data } = await env.tenant.api("POST", "entry-point", {
      name: "Bare line", entryPointType: "INBOUND", channelType: "TELEPHONY", serviceLevelThreshold: 30, maximumActiveContacts: 0, active: true,
    }); // prettier-ignore
    const bare = { dialledNumber: "+15551239001", entryPointId: text(data, "id") };
    await env.tenant.admin("POST", "state/webex/dial-number", bare);
    expect((await call("+15551239001")).stderr).toBe(
      "The entry point Bare line, to which +15551239001 leads, has no flow: give it flowId, flowTagId and musicOnHoldId, and run pulumi up.\n",
    );
    await env.tenant.admin("DELETE", `state/webex/entry-point/${text(data, "id")}`);
    expect((await call("+15551239001")).stderr).toMatch(
      /is mapped to an entry point that is gone \(\S+\); map it again\.\n$/,
    );
  });

  it("a tag on which nothing is published, and a flow that is gone", async () => {
    const other = await env.line(dataDip(env, { name: "Other" }), "Other line");
    const flows = (await env.tenant.admin("GET", "state/webex/flow")).rows;
    const id = text(
      flows.find(({ name }) => name === "Other"),
      "id",
    );
    await env.tenant.admin("PATCH", `state/webex/flow/${id}`, { tags: { Live: null } });
    expect((await call(other)).stderr).toBe(
      'Nothing of the flow Other is published under the tag Live, which the entry point Other line asks for (published are Latest): publish it with tags: ["Live"].\n',
    );
    await env.tenant.admin("DELETE", `state/webex/flow/${id}`);
    expect((await call(other)).stderr).toMatch(
      /^The entry point Other line is bound to a flow that is gone \(\w+\); bind it/,
    );
  });

  it("a connector without credentials, and one that is gone", async () => {
    const connectorId = env.tenant.sandbox.connect({ name: "Bare" });
    const line = await env.line(dataDip({ ...env, connectorId }, { name: "Bare" }));
    expect((await call(line)).stderr).toMatch(
      /^The activity \w+ asks through the connector Bare, which has no credentials to sign in to Salesforce with: save it with its form, datadip connector --show-secrets --json \| datadip sandbox connect --form -\.\n$/,
    );
    await env.tenant.admin("DELETE", `state/webex/connector/${connectorId}`);
    expect((await call(line)).stderr).toMatch(
      /asks through a connector that is not there \(\S+\); bind the flow to one of Salesforce\.\n$/,
    );
  });

  it("a field that the org lacks", async () => {
    const line = await env.line(dataDip(env, { name: "E164", contactE164Field: "Phone_E164__c" }));
    const { stdout, exitCode } = await call(line, "--from", "+15207739050");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /To mend:\n {2}ContactByANI: Salesforce answers INVALID_FIELD: No such column 'Phone_E164__c' on entity 'Contact'\..* Create the field in the org, and let a permission set of the connector's user read it; or leave it out of the flow\.\n/,
    );
  });

  it("a loop without end", async () => {
    const loop = defineFlow("Loop", {
      start: "Count",
      variables: { n: { type: "STRING" } },
      nodes: {
        Count: { type: "set-variable", set: { n: "x" }, to: "Again" },
        Again: { type: "condition-activity", expression: "{{ n == 'y' }}", to: { true: "Bye", false: "Count" } },
        Bye: { type: "disconnect-contact" },
      },
    });
    const { stdout, exitCode } = await call(await env.line(stringifyFlow(loop)), "--from", "+15207739050");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /To mend:\n {2}(Count|Again): The loop has no end: 200 visits without any time passing; .*\n/,
    );
  });

  it("a connector that Salesforce refuses, which callers then feel", async () => {
    env.tenant.sandbox.fail({ vendor: "salesforce", path: "/services/oauth2/token", status: 503 });
    const { stdout } = await call(number, "--from", "+15207739050");
    expect(stdout).toMatch(/-> Salesforce refuses the connector Salesforce: \w+/);
    expect(stdout).toMatch(/We are sorry/);
  });
});
