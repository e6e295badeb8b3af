import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testVerb } from "../../cli/commands/test";
import { runVerb } from "./run-verb";

const folder = mkdtempSync(join(tmpdir(), "datadip-draw-"));
afterAll(() => rmSync(folder, { recursive: true }));
const test = (...words: readonly string[]) => runVerb(testVerb, "test", ...words);
const file = join(folder, "one.call.yaml");
writeFileSync(file, "flow: { shipped: welcome }\ncalls:\n  - name: one\n    from: '+15207739050'\n");

describe("datadip test -o", () => {
  it("paints what the calls go over and what they do not", async () => {
    const picture = join(folder, "one.svg");
    expect(await test(file, "-o", picture)).toMatchObject({ exitCode: 0, stderr: `Wrote ${picture}.\n` });
    const svg = readFileSync(picture, "utf8");
    expect(svg).toMatch(/ok 1 call</);
    expect(svg).toMatch(/!! no call comes here</);
    expect(svg).toMatch(/!! no call leaves by &quot;failure&quot;</);
    // Links: taken ones green, the others red and wider.
    expect(svg).toMatch(/stroke="#2e7d32" stroke-width="2\.4"/);
    expect(svg).toMatch(/stroke="#c62828" stroke-width="3.5"/);
  });

  it("writes Mermaid, and a picture for each flow where there are several", async () => {
    const { stderr } = await test("scenarios", "--draw", join(folder, "all.mmd"));
    expect(stderr).toMatch(/all-Salesforce_Data_Dip\.mmd\.\n.*all-welcome\.mmd\.\n$/);
    expect(stderr).toMatch(/^--draw is now -o or --output; /);
    const mermaid = readFileSync(join(folder, "all-Salesforce_Data_Dip.mmd"), "utf8");
    expect(mermaid).toMatch(/linkStyle 0 stroke:#2e7d32,stroke-width:2px/);
    expect(mermaid).not.toMatch(/c62828,stroke-width:4px|:::bad/);
  });

  it.each([
    [
      "an unknown ending",
      "x.gif",
      /x\.gif names no picture: end it in \.svg, \.png, \.mmd or \.html, or give --format /,
    ],
    ["a folder that is not there", "no/x.svg", /x\.svg cannot be written: there is no such file or folder\.\n$/],
  ])("refuses %s", async (_what, name, message) => {
    const { stderr, exitCode } = await test(file, "-o", join(folder, name));
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(join(folder, name))).toBe(false);
  });
});
