import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lintFlow, parseFlowText, type Finding } from "../../../flow";
import { describeShared, sharedPath } from "../../support/shared";

const SAMPLES = "samples/flows";

const lint = (name: string): readonly Finding[] =>
  lintFlow(parseFlowText(readFileSync(join(sharedPath(SAMPLES), name), "utf8"), name));

/** Errors and warnings as `rule activity`, each once. */
const loud = (name: string): readonly string[] => [
  ...new Set(
    lint(name)
      .filter(({ severity }) => severity !== "info")
      .map(({ rule, activity, path }) => `${rule} ${activity === "" ? path : activity}`),
  ),
];

describeShared(SAMPLES, "Cisco's own Salesforce data dip template", () => {
  const findings = lint("salesforce_http_connector_flow.json");

  it.each([
    ["the malformed template", "expression/syntax", "AccountByANI", /Unclosed "\]".*\{\{\[phoneNumber|Unclosed "\]"/],
    [
      "the connector of another tenant",
      "practice/hard-coded-id",
      "AccountByANI",
      /9b04cc45-e715-45e4-a568-4635a88494f9/,
    ],
    ["the queue of another tenant", "practice/hard-coded-id", "QueueContact", /147a5615-baf0-4325-8a26-d8c96c2ee7b3/],
    ["the developer org", "practice/demo-system", "ScreenPopAccount", /"instance".*d2v000000qy4veag-dev-ed/],
    ["the record id as a default", "practice/default-as-id", "ScreenPopAccount", /"542456643" of accountId/],
    ["a blank number that is every account", "soql/blank-value", "AccountByANI", /every Account matches/],
    ["a blank number that is every contact", "soql/blank-value", "ContactByANI", /every Contact matches/],
    ["only +1 taken off", "practice/one-country", "SetPhoneNumber", /country code/],
    ["the plus sign lost for accounts", "soql/plus-lost", "AccountByANI", /plus sign in "phoneNumber"/],
    ["the plus sign lost for contacts", "soql/plus-lost", "ContactByANI", /plus sign in "phoneNumber"/],
    ["accounts without order", "soql/no-order", "AccountByANI", /no ORDER BY/],
    ["contacts without order", "soql/no-order", "ContactByANI", /no ORDER BY/],
    ["cases without order", "soql/no-order", "CasebyContactId", /no ORDER BY/],
    ["no limit", "soql/no-limit", "CasebyContactId", /no LIMIT/],
    ["closed cases", "soql/closed-cases", "CasebyContactId", /Closed cases/],
    ["no handler of errors", "practice/no-global-error-handler", "", /no OnGlobalError handler/],
    ["calls without error path", "http/no-error-path", "AccountByANI", /no error path/],
    ["unchecked answers", "http/no-status-check", "CasebyContactId", /succeeded/],
    ["the queue without failure path", "practice/queue-failure", "QueueContact", /no path handles it/],
    ["a minute of silence", "http/silence", "AccountByANI", /up to 60 s/],
    ["notes that are never sent", "practice/lost-notes", "PostComment", /\(notes\) is never sent/],
    [
      "PATCH Case/null",
      "practice/default-as-id",
      "PostComment",
      /PATCH with the default "null" of caseId.*Case\/\{\{caseId\}\}/,
    ],
    ["a write for calls without a case", "practice/unguarded-record", "PostComment", /"caseId"/],
    ["a pop without a record", "practice/unguarded-record", "ScreenPopAccount", /"accountId"/],
    ["an id of null asked for", "practice/default-as-id", "CasebyContactId", /"null" of contactId/],
    ["the mapped 204", "http/mapped-empty-answer", "PostComment", /204/],
    ["no greeting", "practice/no-greeting", "QueueContact", /without hearing anything/],
    ["the old API version", "http/old-api-version", "AccountByANI", /52\.0/],
    ["the looped message", "practice/looped-message", "Music", /is repeated/],
    ["the injection", "soql/unescaped-value", "ContactByANI", /"phoneNumber"/],
    ["fields never read", "soql/unread-field", "CasebyContactId", /"Subject", "Priority"/],
    ["the pop that replaces the page", "practice/same-tab", "ScreenPopAccount", /replaces the page/],
  ])("has %s", (_what, rule, activity, message) => {
    expect(
      findings
        .filter((finding) => finding.rule === rule && finding.activity === activity)
        .map((finding) => finding.message),
    ).toContainEqual(expect.stringMatching(message));
  });

  it.each(["http1", "http2", "http3"])("has the unused variable %s", (name) => {
    expect(findings).toContainEqual(expect.objectContaining({ rule: "expression/unused", path: `variables.${name}` }));
  });

  // Agents never see the default of phoneNumber, which every call sets before the queue.
  it("has placeholders that agents see", () => {
    const paths = findings.filter(({ rule }) => rule === "practice/shown-placeholder").map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["variables.notes", "variables.caseId", "variables.accountName"]));
    expect(paths).not.toContain("variables.phoneNumber");
  });
});

/** The rows of the page: file, rule, activity, place, judgement. */
const PAGE = readFileSync(join(__dirname, "../../../docs/lint-precision.md"), "utf8");
const JUDGED = PAGE.split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, 6)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );

describe("the page about precision", () => {
  it("counts its rows", () => {
    const right = JUDGED.filter((row) => row[4] === "true").length;
    expect(right / JUDGED.length).toBeGreaterThanOrEqual(0.95);
    expect(PAGE).toContain(`${right} of ${JUDGED.length}`);
  });
});

describeShared(SAMPLES, "errors in real flows", (folder) => {
  it("are each judged on the page, and no other is listed there", () => {
    const found = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) =>
        lint(file)
          .filter(({ severity }) => severity === "error")
          .map(({ rule, activity, path }) => [file, rule, activity, path].join(" ")),
      );
    expect(JUDGED.map((row) => row.slice(0, 4).join(" ")).sort()).toEqual([...new Set(found)].sort());
  });
});

/** Each finding below was read against the flow and is true of it. */
describeShared(SAMPLES, "flows of other authors, errors and warnings", () => {
  it("giftcard_voice_flow.json", () =>
    expect(loud("giftcard_voice_flow.json")).toEqual([
      "expression/unused variables.Email",
      "expression/unused variables.Name",
      "practice/no-global-error-handler onEvents.GlobalErrorHandling",
      "practice/personal-default variables.Email",
      "practice/personal-default variables.Name",
      "practice/queue-failure QueueContact_yuc",
      "practice/no-greeting QueueContact_yuc",
    ]));

  it("generic_cherry_picker_flow.json", () =>
    expect(loud("generic_cherry_picker_flow.json")).toEqual([
      "practice/no-greeting Queue",
      "practice/end-in-main EndFlow_vb9",
      "expression/json-escape HTTPRequest_u8b",
      "http/no-status-check HTTPRequest_u8b",
      "practice/end-in-main EndFlow_p88",
      "practice/predial EndFlow_oz3",
      "practice/error-dead-air GlobalErrorHandling",
    ]));

  it("ai_agent_scripted_track_package.json", () =>
    expect(loud("ai_agent_scripted_track_package.json")).toEqual([
      "expression/unused variables.statuscode",
      "expression/unused variables.eventData",
      "http/plain-http HTTPRequest_8l3",
      "http/no-error-path HTTPRequest_8l3",
      "http/secret-placeholder HTTPRequest_8l3",
      "practice/demo-system HTTPRequest_8l3",
      "practice/no-global-error-handler GlobalErrorHandling",
    ]));

  it("servicenow_http_connector.json", () =>
    expect(loud("servicenow_http_connector.json")).toEqual([
      "practice/no-global-error-handler onEvents.GlobalErrorHandling",
      "practice/shown-placeholder variables.snowSysId",
      "practice/shown-placeholder variables.incidentNum",
      "http/no-status-check LookupUser",
      "http/no-error-path LookupUser",
      "http/silence LookupUser",
      "http/no-status-check LookupIncident",
      "http/no-error-path LookupIncident",
      "practice/queue-failure QueueContact_b9f",
      "practice/one-country DigitStripANI",
      "expression/unguarded-slice FormatANI",
      "http/no-error-path PostComments",
      "practice/fixed-text PostComments",
    ]));

  it("webex_api_refresh_token_subflow.redacted.json", () =>
    expect(loud("webex_api_refresh_token_subflow.redacted.json")).toEqual([
      "expression/unused variables.debug_data",
      "http/secret-placeholder variables.params",
      // The body takes the client's secret from a member that the default does not have.
      "expression/never-written RefreshAccessToken",
      "expression/wrong-type UpdateSuccessCheck",
    ]));
});
