import { parseFlowText } from "../../../flow";
import {
  recordWords,
  simulateVariations,
  callScript,
  tableAnswers,
  answerTableSchema,
  variationsText,
} from "../../../flow/simulate";
import { describeSample } from "../support/samples";
import { play } from "./support";

/** What an org with nine hundred accounts answers to the questions that Cisco's template asks. */
const ANSWERS = [
  {
    contains: "FROM Account WHERE Phone LIKE '%%'",
    body: { totalSize: 900, records: [{ Id: "001FIRST", Name: "Aardvark Ltd" }] },
  },
  { activity: "AccountByANI", body: { totalSize: 0, records: [] } },
  {
    activity: "ContactByANI",
    contains: "4085551234",
    body: { totalSize: 1, records: [{ Id: "003JANE", Name: "Jane" }] },
  },
  { activity: "ContactByANI", body: { totalSize: 0, records: [] } },
  { activity: "CasebyContactId", body: { totalSize: 0, records: [] } },
  { activity: "PostComment", status: 404, body: [{ errorCode: "NOT_FOUND" }] },
];
const HOST = "https://d2v000000qy4veag-dev-ed.lightning.force.com";
const INSTANCE = 'instance "d2v000000qy4veag-dev-ed" is written into the flow, not looked up';

describeSample("salesforce_http_connector_flow.json", "Cisco's Salesforce template", (text) => {
  const flow = parseFlowText(text);
  const record = (from: string, onExpressionError: "fail" | "literal" | "empty"): string =>
    recordWords(flow, play(flow, { from, options: { onExpressionError } }, ANSWERS));

  it.each(["+14085551234", "+33142685300", "anonymous"])("gives the caller %s somebody else's record", (from) => {
    const who = from === "anonymous" ? "A caller with anonymous number" : `The caller ${from}`;
    expect(record(from, "empty")).toBe(
      `${who} gets ${HOST}/lightning/r/Account/001FIRST/view?channel=OPEN_CTI on the agent's screen (${INSTANCE}; accountId comes from AccountByANI).`,
    );
    expect(record(from, "literal")).toBe(
      `${who} gets ${HOST}/lightning/r/Account/542456643/view?channel=OPEN_CTI on the agent's screen (${INSTANCE}; accountId "542456643" is written into the flow, not looked up).`,
    );
  });

  it("drops every caller where a broken template is an error", () => {
    expect(record("+14085551234", "fail")).toMatch(
      /^The caller \+14085551234 is dropped at AccountByANI: .* does not parse/,
    );
  });

  it("never writes to a case, and says the agent that the case is called null", () => {
    const result = play(flow, { from: "+14085551234", options: { onExpressionError: "empty" } }, ANSWERS);
    expect(result.requests.at(-1)?.request.url).toBe("/services/data/v52.0/sobjects/Case/null");
    expect(result.agentSees).toContainEqual(expect.objectContaining({ name: "caseId", value: "null" }));
  });

  it("comes out differently depending on what the documentation leaves open", () => {
    const variations = simulateVariations(
      flow,
      callScript({ from: "+14085551234" }),
      tableAnswers(answerTableSchema.parse(ANSWERS)),
    );
    expect(variations.variations.length).toBeGreaterThan(2);
    expect(variations.sensitive.map(({ option, value }) => `${option}=${value}`)).toEqual(
      expect.arrayContaining(["onExpressionError=literal", "onExpressionError=empty"]),
    );
    expect(variationsText(variations)).toMatch(/onExpressionError = empty changes .*screen pop/);
  });
});
