import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../../flow";
import { lintRulesPage } from "../../../scripts/docs/lint-rules";

const ROOT = join(__dirname, "..", "..", "..");

describe("the page of the lint rules", () => {
  const page = readFileSync(join(ROOT, "docs/lint-rules.md"), "utf8");

  it("is not stale: npm run docs", () => expect(page).toBe(lintRulesPage()));

  it("has every rule once, with severity, reason, remedy and example", () => {
    const headings = [...page.matchAll(/^### `(.+)`$/gm)].map(([, id]) => id);
    expect(headings.sort()).toEqual(RULES.map(({ id }) => id).sort());
    for (const part of page.split(/^### /m).slice(1))
      expect(part).toMatch(/^.+\n\n.+: (?:error|warning|info)\.\n\n- Why: .+\n- What to do: .+\n- Example: .+\n/);
  });
});
