import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The lifecycle of a kind is in a file of its own, such as webex/queue.lifecycle.test.ts, which `npx jest providers/webex/queue` runs.
 * Loading the provider and the sandbox costs more than a kind's tests do, so in a run of more than that the kinds of one subject run
 * in one file, lifecycles-*.test.ts: see jest.config.js.
 */
describe.each(["webex", "salesforce"])("the lifecycles of %s's kinds", (cloud) => {
  const folder = join(__dirname, cloud);
  const files = readdirSync(folder);

  it("are each run once, by one of lifecycles-*.test.ts", () => {
    const run = files
      .filter((file) => /^lifecycles-.+\.test\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/^import "\.\/(.+)";$/gm)])
      .map(([, imported]) => `${imported}.ts`);
    expect(run.sort()).toEqual(files.filter((file) => file.endsWith(".lifecycle.test.ts")).sort());
  });
});
