import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../engine/paths";
import { consolePictures } from "./console";
import { environmentPicture, withEnvironment } from "./environment";
import { flowPicture } from "./flow";
import { asError } from "../../providers/http/http-errors";

/**
 * `node dist/scripts/pictures/index.js`: the pictures of README and the guides, into docs/pictures. The pictures of the environment take
 * one or two minutes, as they come from a real run. With the argument `flow`, only the flow is drawn.
 */
async function main(): Promise<void> {
  const root = packageRoot();
  const save = (name: string, picture: string | Uint8Array): void => {
    writeFileSync(join(root, "docs", "pictures", name), picture);
    process.stdout.write(`docs/pictures/${name}\n`);
  };
  mkdirSync(join(root, "docs", "pictures"), { recursive: true });
  save("flow.svg", flowPicture());
  if (process.argv[2] === "flow") return;
  await withEnvironment(root, async (built) => {
    save("environment.svg", environmentPicture(built));
    for (const [name, picture] of await consolePictures(root, built)) save(name, picture);
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${asError(error).message}\n`);
  process.exitCode = 1;
});
