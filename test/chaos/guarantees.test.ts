import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { Tenant } from "../support/tenant";
import { guaranteesPage, measured } from "./guarantees";
import { worldOf } from "./seed";

jest.setTimeout(180_000);

it("docs/guarantees.md says what happens: else `npm run guarantees` writes it anew", async () => {
  const world = await worldOf(await Tenant.start());
  const rows = await measured(world);
  await world.org.close();
  expect(rows.filter(({ outcomes }) => /twice|person/.test(JSON.stringify(outcomes)))).toEqual([]);
  const page = await format(guaranteesPage(rows), { parser: "markdown", printWidth: 120 });
  expect(readFileSync(join(__dirname, "..", "..", "docs", "guarantees.md"), "utf8")).toBe(page);
});
