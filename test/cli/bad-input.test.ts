import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verb } from "../../cli/shared/verb";
import { runVerb, type Run } from "./run-verb";

/** What a newcomer gets wrong first: the folder, the stack, a folder that is taken. One sentence, and exit code 2. */

const ROOT = process.cwd();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "datadip-bad-")));
const { PATH } = process.env;

beforeEach(() => {
  process.env.PATH = `${folder}:${PATH}`;
});
afterEach(() => process.chdir(ROOT));
afterAll(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

/** A CLI that fails with these words, and writes down what it was asked. */
function cliFails(words: string): void {
  const asked = `require("fs").appendFileSync(${JSON.stringify(join(folder, "asked"))}, process.argv.slice(2).join(" ") + "\\n");`;
  const source = `${asked} process.stderr.write(${JSON.stringify(`error: ${words}`)}); process.exit(255);`;
  writeFileSync(join(folder, "pulumi"), `#!${process.execPath}\n${source}\n`);
  chmodSync(join(folder, "pulumi"), 0o755);
}

const load = createRequire(__filename);

function verb(words: string): Promise<Run> {
  const [name = "", ...rest] = words.split(" ");
  // A require has no type of its own; every command file exports its verb so.
  const found = (load(`../../cli/commands/${name}`) as Readonly<Record<string, Verb>>)[`${name}Verb`]!;
  return runVerb(found, name, ...rest);
}

const refused = (sentence: string) => ({ exitCode: 2, stderr: `${sentence}\n`, stdout: "" });

const OF_A_STACK = [
  "adopt webex.Queue support 1",
  "connector",
  "drift",
  "export",
  "graph -o never.svg",
  "plan",
  "promote Main",
  "recover",
  "rollback Main",
  "sandbox connect",
  "token",
];

it.each([...OF_A_STACK, "up", "verify", "call +15551230001", "sandbox reset --yes", "sandbox change Support a=1"])(
  "datadip %s, in a folder without a project",
  async (words) => {
    // A CLI that is not logged in complains of that instead.
    cliFails("PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions");
    process.chdir(folder);
    expect(await verb(words)).toMatchObject(
      refused(
        `There is no Pulumi.yaml in ${folder} or above it: run this in the folder of a project, or make one with npx datadip new DIR.`,
      ),
    );
  },
);

it("doctor says the same of a folder without a project", async () => {
  process.chdir(folder);
  const { stdout, exitCode } = await verb("doctor");
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^FAILED +Project +There is no Pulumi\.yaml in .* -> run this in the folder of a project, /m);
});

it.each([...OF_A_STACK, "verify", "up"])("datadip %s, where no stack is selected", async (words) => {
  cliFails("no stack selected; please use `pulumi stack select` to choose one");
  expect(await verb(words)).toMatchObject(
    refused(
      "No stack is selected: choose one with pulumi stack select NAME or --stack NAME, or make one with pulumi stack init NAME.",
    ),
  );
});

it("previews nothing where no stack is selected, as the CLI would say that in its own words first", async () => {
  cliFails("no stack selected; please use `pulumi stack select` to choose one");
  rmSync(join(folder, "asked"), { force: true });
  await verb("plan");
  await verb("up --yes");
  expect(readFileSync(join(folder, "asked"), "utf8")).not.toMatch(/^(preview|up)\b/m);
});

it.each(["plan --stack dev", "up --stack dev"])("datadip %s names what a CLI lacks that fails", async (words) => {
  cliFails("failed to load language plugin nodejs");
  // A whole CLI may be elsewhere on the PATH of who runs the tests.
  process.env.PATH = folder;
  expect(await verb(words)).toMatchObject(
    refused(
      `The pulumi CLI is not whole: beside ${folder}/pulumi, and on PATH, there is no pulumi-language-nodejs and no pulumi-resource-pulumi-nodejs. Take the engine that suits: eval "$(npx datadip engine --env)"`,
    ),
  );
});

it("refuses to make a project where it cannot be written, or where something is", async () => {
  writeFileSync(join(folder, "plain"), "");
  // Below /proc, the recursive way of Node.js 20 would never return.
  for (const taken of [join(folder, "plain"), join(folder, "plain/below"), "/proc/x", "/proc/1/x/y"])
    expect(await verb(`new ${taken}`)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`${taken} cannot be `) as unknown,
    });
  expect(await verb(`new ${folder}`)).toMatchObject(
    refused(`${folder} is not empty, and nothing was written: name a folder that is not there yet.`),
  );
});
