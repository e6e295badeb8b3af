import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The life of a kind is in a file of its own, such as webex/queue.life.ts. Loading the provider and the sandbox costs more than
 * a kind's tests do, so the kinds of one subject run in one file: `npx jest lifecycles-routing -t webex.Queue` runs one kind.
 */
describe.each(["webex", "salesforce"])("the lives of %s's kinds", (cloud) => {
  const folder = join(__dirname, cloud);
  const files = readdirSync(folder);

  it("are each run once, by one of lifecycles-*.test.ts", () => {
    const run = files
      .filter((file) => /^lifecycles-.+\.test\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/^import "\.\/(.+)";$/gm)])
      .map(([, imported]) => `${imported}.ts`);
    expect(run.sort()).toEqual(files.filter((file) => file.endsWith(".life.ts")).sort());
  });
});
