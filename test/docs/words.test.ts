import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The page that maps the vendors' words to resources. */

const DOCS = join(__dirname, "..", "..", "docs");

describe.each(["webex", "salesforce", "components"])("words of %s", (folder) => {
  const pages = readdirSync(join(DOCS, "reference", folder)).filter((name) => name !== "README.md");

  it.each(pages)("lead to %s", (page) => {
    expect(readFileSync(join(DOCS, "guides", "words.md"), "utf8")).toContain(`(../reference/${folder}/${page})`);
  });
});
