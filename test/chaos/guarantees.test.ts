import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Tenant } from "../support/tenant";
import { guaranteesPage, measured } from "./guarantees";
import { worldOf } from "./seed";

const ROOT = join(__dirname, "..", "..");

jest.setTimeout(180_000);

it("docs/guarantees.md says what happens: else `npm run guarantees` writes it anew", async () => {
  const world = await worldOf(await Tenant.start());
  const rows = await measured(world);
  await world.org.close();
  expect(rows.filter(({ outcomes }) => /twice|person/.test(JSON.stringify(outcomes)))).toEqual([]);
  // Jest cannot load prettier, which imports its parsers when it needs them.
  const prettier = join(ROOT, "node_modules", "prettier", "bin", "prettier.cjs");
  const options = ["--stdin-filepath", "docs/guarantees.md"];
  const page = execFileSync(process.execPath, [prettier, ...options], {
    cwd: ROOT,
    input: guaranteesPage(rows),
    encoding: "utf8",
  });
  expect(readFileSync(join(ROOT, "docs", "guarantees.md"), "utf8")).toBe(page);
});
