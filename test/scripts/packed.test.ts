import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { z } from "zod";

const ROOT = join(__dirname, "..", "..");
const listing = z.tuple([z.looseObject({ files: z.array(z.looseObject({ path: z.string() })) })]);

/** Relative links and pictures of a page, without their anchors. Code is left out. */
function linksOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/```[\s\S]*?```|`[^`\n]*`/g, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, to = ""]) => to.replace(/#.*$/, ""))
    .filter((to) => to !== "" && !/^[a-z]+:/.test(to));
}

it("leads from every page of the package to something that is packed", () => {
  const told = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const files = listing.parse(JSON.parse(told))[0].files.map(({ path }) => path);
  const isPacked = (path: string): boolean => files.some((file) => file === path || file.startsWith(`${path}/`));
  const pages = files.filter((file) => file.endsWith(".md"));
  expect(pages).toEqual(expect.arrayContaining(["README.md", "CHANGELOG.md", "SECURITY.md", "docs/guides/words.md"]));
  expect(linksOf("README.md").length).toBeGreaterThan(20);
  const lost = pages.flatMap((page) =>
    linksOf(page)
      .filter((to) => !isPacked(normalize(join(dirname(page), to))))
      .map((to) => `${page}: ${to}`),
  );
  expect(lost).toEqual([]);
});
