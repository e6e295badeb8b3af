/** A hash of everything that a build depends on. A build is stale when its hash differs. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const SETTINGS = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"];
const include = z.looseObject({ include: z.array(z.string()) });

export function fingerprintOfSources(root: string): string {
  const { include: folders } = include.parse(JSON.parse(readFileSync(join(root, "tsconfig.build.json"), "utf8")));
  const sources = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|json)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const hash = createHash("sha256");
  for (const file of [...SETTINGS, ...sources.sort()]) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}
