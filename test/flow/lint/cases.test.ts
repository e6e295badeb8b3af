import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lintFlow, parseFlowText, type Finding } from "../../../flow";
import { describeShared, sharedPath } from "../../support/shared";

/** Flows that lint once passed over or complained about wrongly; each kind of fault has a row of its own in the tables too. */
const CASES = "cases/flows";

const lint = (name: string): readonly Finding[] =>
  lintFlow(parseFlowText(readFileSync(join(sharedPath(CASES), name), "utf8"), name));

const places = (findings: readonly Finding[], rule: string): readonly string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ activity, path }) => `${activity} ${path}`);

describeShared(CASES, "flows that lint misread", () => {
  it.each([
    ["lint-user-keys.json", "expression/syntax", "X httpQueryParameters.first_name"],
    ["lint-user-keys.json", "expression/undeclared", "X httpQueryParameters.name"],
    ["lint-user-keys.json", "expression/unknown-name", "X httpQueryParameters._fields"],
    ["lint-user-keys.json", "expression/undeclared", "X httpQueryParameters.record_type"],
    ["lint-jsonpath-template-syntax.json", "expression/syntax", "X outputVariableArray[0].jsonPathExp"],
    ["lint-secrets-missed.json", "http/secret-in-flow", "X httpRequestUrl"],
    ["lint-secrets-missed.json", "http/secret-in-flow", "X httpRequestHeaders.key"],
    ["lint-secrets-missed.json", "http/secret-in-flow", "X httpRequestHeaders.x-token-passphrase"],
    ["call-music-minus-one.json", "practice/failure-into-hold", "Q ports.failure"],
    ["lint-json-printed-as-map.json", "expression/json-printed", "X httpRequestBody"],
  ])("%s has %s at %s", (name, rule, place) => expect(places(lint(name), rule)).toContain(place));

  it.each(["lint-botparameters-unused.json", "lint-jsonpath-template-syntax.json"])(
    "%s has no unused variable",
    (name) => expect(places(lint(name), "expression/unused")).toEqual([]),
  );

  it("finds each of four expressions that fail on a default", () =>
    expect(places(lint("lint-failing-filters.json"), "expression/fails")).toEqual(Array(4).fill("X expr")));

  it("reads the host behind a sign-in, and repeats no secret", () => {
    const findings = lint("lint-secrets-missed.json");
    const messages = findings.map(({ message }) => message);
    expect(messages).toContain('The host api.example.org is written into "X".');
    expect(messages.join()).not.toMatch(/not-a-real|d32b-11ed/);
  });
});
