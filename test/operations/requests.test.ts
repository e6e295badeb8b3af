import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run, type NewmanRunSummary } from "newman";
import { dataDipFlow, defineFlow, stringifyFlow, parseFlowText } from "../../flow";
import { accessorOf } from "../../flow/requests/postman";
import { requestsFile } from "../../operations/requests";
import { openTenant, type Tenant } from "../sandbox/support/tenant";

const INSTANCE = "https://datadip-sandbox.my.salesforce.com";
const EXAMPLE = join(__dirname, "..", "..", "examples", "data-dip.postman_collection.json");
const dip = () => dataDipFlow({ salesforceUrl: "https://datadip-sandbox.lightning.force.com", defaultCountry: "US" });

it("the collection that ships is the shipped flow's", () => {
  const options = { format: "postman", instance: INSTANCE, from: "+15207739050" } as const;
  expect(readFileSync(EXAMPLE, "utf8")).toBe(requestsFile(parseFlowText(stringifyFlow(dip())), options));
});

describe("the collection that ships, in Postman's own runner", () => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await openTenant({});
  });
  afterAll(() => tenant.close());

  it("finds the caller and the case, and writes the comment", async () => {
    const { salesforce } = tenant.sandbox;
    const before = (await tenant.admin("GET", "state/salesforce/CaseComment")).rows.length;
    const summary = await new Promise<NewmanRunSummary>((done, failed) => {
      const envVar = [
        { key: "instance", value: salesforce.instanceUrl },
        { key: "token", value: salesforce.credentials.accessToken },
      ];
      run({ collection: EXAMPLE, envVar, reporters: [] }, (error, result) => {
        if (error) failed(error);
        else done(result);
      });
    });
    expect(summary.run.failures).toEqual([]);
    const codes = summary.run.executions.map(({ item, response }) => [item.name, response.code]);
    expect(codes).toEqual([
      ["ContactByANI", 200],
      ["CaseByContactId", 200],
      ["AccountByANI", 200],
      ["PostComment", 201],
    ]);
    const rows = (await tenant.admin("GET", "state/salesforce/CaseComment")).rows;
    expect(rows).toHaveLength(before + 1);
    expect(rows.some(({ CommentBody }) => String(CommentBody).includes("Caller: +15207739050"))).toBe(true);
  }, 60_000);
});

it("writes an .http file with everything percent-encoded but variables, and no secret in either form", () => {
  const flow = defineFlow("Secretive", {
    variables: { accessToken: { type: "STRING", value: "tok-0123456789" }, who: { type: "STRING" } },
    start: "Ask",
    nodes: {
      Ask: {
        type: "http-request-v2",
        method: "POST",
        url: "https://user:pa55word-x@api.example.com/people",
        query: { q: "name = '{{ who | urlencode }}' & more" },
        headers: { "X-Api-Key": "key-0123456789" },
        body: { token: "{{ accessToken }}", name: "{{ who | escape('json') }}" },
        to: "Bye",
      },
      Bye: { type: "disconnect-contact" },
    },
  });
  for (const format of ["http", "postman"] as const) {
    const text = requestsFile(flow, { format, instance: INSTANCE, from: "+1" });
    expect(["tok-0123456789", "pa55word-x", "key-0123456789"].filter((secret) => text.includes(secret))).toEqual([]);
  }
  const text = requestsFile(flow, { format: "http", instance: INSTANCE, from: "+1" });
  expect(text).toContain("POST https://user:[secret]@api.example.com/people?q=name%20%3D%20'{{who}}'%20%26%20more\n");
  expect(text).toContain('{"token":"{{accessToken}}","name":"{{who}}"}');
});

it.each([
  ["$.records[0].Account.Name", "?.records?.[0]?.Account?.Name"],
  ["$.records.[0].Id", "?.records?.[0]?.Id"],
  ["$['k.v'].x", '?.["k.v"]?.x'],
  ["$", ""],
  ["$..Id", undefined],
  ["$.a[?(@.b)]", undefined],
  ["$.a[*]", undefined],
])("%s is %s in a script", (path, accessor) => expect(accessorOf(path)).toBe(accessor));
