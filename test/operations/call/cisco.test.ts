import { bindFlow, listBindings, parseFlowText } from "../../../flow";
import { environmentCallText } from "../../../operations/call";
import { describeSample } from "../../flow/support/samples";
import { openEnvironment, type Environment } from "./environment";

/** The first account of the sandbox's org; nobody of these callers belongs to it but the last one. */
const FIRST = "Account Burlington Textiles Corp of America";

describeSample(
  "salesforce_http_connector_flow.json",
  "Cisco's Salesforce template, called through an environment",
  (text) => {
    let env: Environment;
    let number: string;

    beforeAll(async () => {
      env = await openEnvironment();
      const flow = parseFlowText(text);
      const bindings = listBindings(flow).flatMap(({ key, kind }): readonly [string, string][] =>
        kind === "queue" ? [[key, env.queueId]] : kind === "connector" ? [[key, env.connectorId]] : [],
      );
      number = await env.line(bindFlow(flow, Object.fromEntries(bindings)).flow, "Cisco line");
    });
    afterAll(() => env.close());

    const call = (from: string, onExpressionError: "empty" | "literal" | "fail") =>
      env.call(number, { from, options: { onExpressionError } });

    it.each([
      ["anonymous", "A caller with anonymous number"],
      ["+33123456789", "The caller +33123456789"],
      ["+15207739050", "The caller +15207739050"],
    ])("shows the agent the first account of the org for %s", async (from, who) => {
      const called = await call(from, "empty");
      const text = environmentCallText(called);
      expect(text).toMatch(/AccountByANI: SELECT id,name,phone from Account WHERE Phone LIKE '%%'\n +-> 8 records/);
      expect(called.pops).toEqual([FIRST]);
      expect(text).toContain(
        `AccountByANI finds 8 records for the caller ${from}, and the agent is shown the first of them: usually that of somebody else.`,
      );
      expect(text.split("\n")[0]).toContain(`${who} gets ${FIRST} on the agent's screen (`);
    });

    it("shows a record of another org where the broken template is sent as written", async () => {
      const { pops, result } = await call("+33123456789", "literal");
      expect(pops[0]).toMatch(/^no record: \/lightning\/r\/Account\/542456643\/view leads nowhere in this org$/);
      expect(result.variables.accountId).toBe("542456643");
    });

    it("drops every caller where a broken template is an error", async () => {
      const { result, problems } = await call("+33123456789", "fail");
      expect(result.end.reason).toBe("dropped on an error");
      expect(problems.join()).toMatch(/^AccountByANI: .* does not parse/);
    });

    it("writes to no case: its note is lost, and Salesforce says why", async () => {
      const { changes, problems } = await call("+33123456789", "empty");
      expect(changes).toEqual([]);
      expect(problems.join("\n")).toMatch(
        /^CasebyContactId: Salesforce answers INVALID_QUERY_FILTER_OPERATOR: invalid ID field: null\. See what/,
      );
      expect(problems.join("\n")).toMatch(
        /PostComment: Salesforce answers NOT_FOUND: The requested resource does not exist\. /,
      );
    });
  },
);
