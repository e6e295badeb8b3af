import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../engine/paths";
import { environmentPicture } from "./environment";
import { flowPicture } from "./flow";

/**
 * `node dist/scripts/pictures/index.js`: the two pictures of README, into docs/pictures. The environment's takes a minute, as it is of a
 * real run; with the word `flow`, only the flow is drawn.
 */
async function main(): Promise<void> {
  const root = packageRoot();
  const save = (name: string, picture: string): void => {
    writeFileSync(join(root, "docs", "pictures", name), picture);
    process.stdout.write(`docs/pictures/${name}\n`);
  };
  mkdirSync(join(root, "docs", "pictures"), { recursive: true });
  save("flow.svg", flowPicture());
  if (process.argv[2] !== "flow") save("environment.svg", await environmentPicture(root));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
