import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../flow";
import { isLintPageStale } from "../../../scripts/docs/lint-rules";

const ROOT = join(__dirname, "..", "..", "..");

describe("the page of the lint rules", () => {
  it("is not stale: npm run docs", () => expect(isLintPageStale(ROOT)).toBe(false));

  it("has every rule once, with severity, reason, remedy and example", () => {
    const page = readFileSync(join(ROOT, "docs/lint-rules.md"), "utf8");
    const headings = [...page.matchAll(/^### `(.+)`$/gm)].map(([, id]) => id);
    expect(headings.sort()).toEqual(RULES.map(({ id }) => id).sort());
    for (const part of page.split(/^### /m).slice(1))
      expect(part).toMatch(/^.+\n\n.+: (?:error|warning|info)\.\n\n- Why: .+\n- What to do: .+\n- Example: .+\n/);
  });
});
