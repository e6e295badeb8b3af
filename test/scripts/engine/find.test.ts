import { judge, type Candidate } from "../../../scripts/engine/find";

const whole = { bin: "/opt/pulumi", languageHost: true, dynamicProvider: true };

describe("a pulumi on PATH", () => {
  it.each<[string, Candidate | undefined, boolean, RegExp]>([
    ["none", undefined, false, /no pulumi on PATH/],
    ["the oldest that suits", { ...whole, version: "v3.254.0" }, true, /3\.254\.0, which suits/],
    ["the newest that was tried", { ...whole, version: "3.276.4" }, true, /3\.276\.4, which suits/],
    [
      "one newer than any tried",
      { ...whole, version: "3.277.0" },
      true,
      /3\.277\.0, newer than what was tried \(up to 3\.276\)/,
    ],
    ["one too old", { ...whole, version: "v3.253.1" }, false, /3\.253\.1 and not used, as it is too old/],
    ["one far too old", { ...whole, version: "v2.25.2" }, false, /too old/],
    ["the first that was once refused", { ...whole, version: "v3.268.0" }, true, /3\.268\.0, which suits/],
    ["the next major", { ...whole, version: "v4.0.0" }, false, /4\.0\.0 and not used, as a new major/],
    ["a build of a developer", { ...whole, version: "v3.260.0-alpha.1755" }, true, /which suits/],
    ["one before the first that suits", { ...whole, version: "v3.254.0-alpha.1" }, false, /too old/],
    ["one that does not run", { ...whole, version: undefined }, false, /does not say its version/],
    ["something else of that name", { ...whole, version: "pulumi, the fish" }, false, /does not say its version/],
    [
      "one without its language host",
      { ...whole, languageHost: false, version: "3.259.0" },
      false,
      /pulumi-language-nodejs is missing/,
    ],
    [
      "one without its launcher",
      { ...whole, dynamicProvider: false, version: "3.259.0" },
      false,
      /pulumi-resource-pulumi-nodejs is missing/,
    ],
  ])("%s", (_name, candidate, use, reason) => {
    const verdict = judge(candidate);
    expect(verdict.use).toBe(use);
    expect(verdict.reason).toMatch(reason);
  });

  it("names the binary that is passed over, so that it can be found and mended", () => {
    expect(judge({ ...whole, version: "3.100.0" }).reason).toContain("/opt/pulumi");
  });
});
