import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { Tenant } from "../support/tenant";
import { guaranteesPage, measured } from "./guarantees";
import { worldOf } from "./seed";

/** `npm run guarantees`: measures what becomes of interrupted creates, and writes docs/guarantees.md. */
async function main(): Promise<void> {
  const world = await worldOf(await Tenant.start());
  const page = guaranteesPage(await measured(world));
  await world.org.close();
  const text = await format(page, { parser: "markdown", printWidth: 120 });
  writeFileSync(join(__dirname, "..", "..", "docs", "guarantees.md"), text);
}

void main();
