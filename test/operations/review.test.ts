import { createHash } from "node:crypto";
import { bindFlow, dataDipFlow, defineFlow, type DataDipOptions } from "../../flow";
import { reviewVerb } from "../../cli/commands/review";
import { reviewFlow } from "../../operations/review";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runVerb } from "../cli/run-verb";
import { stringifyFlow, readV1 } from "../../flow";
import { eachSample } from "../flow/support/samples";

const BASE: DataDipOptions = { salesforceUrl: "https://acme.lightning.force.com", defaultCountry: "US" };
const folder = mkdtempSync(join(tmpdir(), "datadip-review-"));
function put(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What a page with this policy must be: nothing from outside, no style or handler beside the hashed ones. */
function faultsOf(page: string): readonly string[] {
  const policy = /content="(default-src[^"]*)"/.exec(page)?.[1] ?? "";
  const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
  const scripts = [...page.matchAll(/<script(?![^>]*application\/json)[^>]*>([^]*?)<\/script>/g)].map(
    ([, code = ""]) => code,
  );
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const tags = page
    .replace(/<style>[^]*?<\/style>|<script[^]*?<\/script>/g, "")
    .match(/<[a-z][^>]*>/gi) as readonly string[];
  return [
    ...(policy.startsWith("default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'") ? [] : ["policy"]),
    ...(policy.includes(`style-src ${hash(style)}`) ? [] : ["the style's hash"]),
    ...(scripts.length === 1 && policy.includes(`script-src ${hash(scripts[0] ?? "")}`) ? [] : ["the script's hash"]),
    ...tags.filter((tag) => /\s(style|on\w+|src|srcset|action)=/i.test(tag.replace(/"[^"]*"/g, '""'))),
    ...tags.filter((tag) => /\shref="(?!#)/.test(tag)),
  ];
}

const SECRETS = ["s3cr3t-client-value", "pa55-in-the-address", "Bearer-value-0123456789"];

it("masks secrets wherever they stand, and keeps hostile data from ending its block", async () => {
  const flow = defineFlow("Secretive", {
    variables: {
      clientSecret: { type: "STRING", value: SECRETS[0] ?? "" },
      hostile: { type: "STRING", value: "</script><script>alert(1)</script>", desktopLabel: "Hostile" },
    },
    start: "Ask",
    nodes: {
      Ask: {
        type: "http-request-v2",
        method: "POST",
        url: `https://user:${SECRETS[1] ?? ""}@api.example.com/{{ hostile }}`,
        headers: { Authorization: `Bearer ${SECRETS[2] ?? ""}` },
        body: { client_secret: SECRETS[0] ?? "", note: "{{ hostile }}" },
        to: "Bye",
      },
      Bye: { type: "disconnect-contact" },
    },
  });
  const { page } = await reviewFlow(flow);
  expect(SECRETS.filter((secret) => page.includes(secret))).toEqual([]);
  expect(page).not.toContain("<script>alert(1)");
  expect(page.match(/<script/g)).toHaveLength(2);
  expect(faultsOf(page)).toEqual([]);
});

it("shows what changed against an earlier version", async () => {
  const before = dataDipFlow(BASE);
  const { flow } = bindFlow(before, { "Music.prompt": "waltz.wav" });
  const { page, review } = await reviewFlow(flow, { against: before });
  expect(review.changes).toHaveLength(1);
  expect(page).toMatch(/waltz\.wav/);
  expect(page).toContain("1 change in meaning");
  expect(faultsOf(page)).toEqual([]);
});

it("answers from records, with the emulator's own SOQL, and says so", async () => {
  const { page, review } = await reviewFlow(dataDipFlow(BASE), {
    records: {
      Account: [{ Id: "A", Name: "Records Ltd" }],
      Contact: [
        { Id: "C", FirstName: "Rita", LastName: "Record", AccountId: "A", Phone: "(520) 555-0142" },
        { LastName: "Twin", Phone: "+15205550143" },
        { LastName: "Other Twin", MobilePhone: "520-555-0143" },
      ],
      Case: [{ ContactId: "C", Subject: "Broken pipe", Priority: "High", Status: "New" }],
    },
  });
  const [known, , , , shared] = review.calls;
  expect(known?.result.heard.map(({ text }) => text)).toContain("Hello Rita Record.");
  expect(known?.result.agentSees).toContainEqual(
    expect.objectContaining({ name: "caseSubject", value: "Broken pipe" }),
  );
  expect(shared?.title).toBe("A number that several people share");
  expect(shared?.result.variables.contactCount).toBe("2");
  expect(page).toContain("treat it as confidential");
  expect(review.foundRecords).toBe(true);
}, 60_000);

describe("datadip review", () => {
  const review = (...words: readonly string[]) => runVerb(reviewVerb, "review", ...words);
  const flow = put("flow.json", stringifyFlow(dataDipFlow(BASE)));

  it("writes the page and says in a line what is in it", async () => {
    const output = join(folder, "page.html");
    const { stderr, exitCode } = await review(flow, "-o", output);
    expect(stderr).toBe(`Wrote ${output}.\n0 errors, 8 played calls, 0 of them wrong.\n`);
    expect(exitCode).toBe(0);
    expect(readFileSync(output, "utf8")).toContain("<title>Review of Salesforce_Data_Dip</title>");
  });

  it.each<[string, readonly string[], RegExp]>([
    ["a flow that does not parse", [put("broken.json", "{")], /broken\.json: The JSON ends too early/],
    ["records that are none", [flow, "--records", put("r.yaml", "Contact: 5\n")], /r\.yaml:1:10: Contact: /],
    ["a misspelt object", [flow, "--records", put("s.yaml", "Contacts: []\n")], /did you mean Contact\?/],
    [
      "records and a table",
      [flow, "--records", put("t.yaml", "Contact: []\n"), "--table", put("u.yaml", "[]\n")],
      /give one of them/,
    ],
  ])("refuses %s in one sentence", async (_what, words, message) => {
    const { stdout, stderr, exitCode } = await review(...words, "-o", join(folder, "none.html"));
    expect([stdout, exitCode]).toEqual(["", 2]);
    expect(stderr).toMatch(message);
  });

  it("says when no search finds any of the records", async () => {
    const records = put("v.yaml", "Contact: [{ LastName: Nobody }]\n");
    const { stderr } = await review(flow, "--records", records, "-o", join(folder, "v.html"));
    expect(stderr).toContain(`No search of the flow found any record of ${records}`);
  }, 60_000);
});

eachSample("a review of a real export", (file, text) => {
  it("is one page of less than 2 MB that asks for nothing", async () => {
    const { page, review } = await reviewFlow(readV1(JSON.parse(text)));
    expect(faultsOf(page)).toEqual([]);
    expect(page.length).toBeLessThan(2_000_000);
    if (file === "salesforce_http_connector_flow.json")
      expect(review.calls.map(({ verdict }) => verdict).join("\n")).toMatch(
        /a stranger's|a record that nobody looked up/,
      );
  });
});
