import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project, ROOT } from "../support/engine";

/** docs/guides/two-environments.md, command by command, on the real engine with the program it speaks of. */

jest.setTimeout(240_000);

const guide = readFileSync(join(ROOT, "docs", "guides", "two-environments.md"), "utf8");
const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = ""]) => block.trim().split("\n"));

let project: Project;

beforeAll(async () => {
  project = await Project.open({ program: "" });
  const { dir } = project;
  for (const [, file = "", content = ""] of guide.matchAll(/`(Pulumi\.\w+\.yaml)`:\n\n```yaml\n([\s\S]*?)```/g))
    writeFileSync(join(dir, file), content);
  rmSync(join(dir, "index.js"));
  const own = readFileSync(join(dir, "Pulumi.yaml"), "utf8");
  const options = "{ typescript: false, nodeargs: --require @swc-node/register }";
  writeFileSync(
    join(dir, "Pulumi.yaml"),
    own
      .replace("tried", "datadip")
      .replace("index.js", "stacks/test-and-live.ts")
      .replace("{ typescript: false }", options),
  );
  for (const folder of ["stacks", "flows", "audio"]) cpSync(join(ROOT, folder), join(dir, folder), { recursive: true });
  for (const name of ["@swc-node", "zod"])
    symlinkSync(join(ROOT, "node_modules", name), join(dir, "node_modules", name));
});
afterAll(() => project.close());

/** What a person types, who says yes whenever asked. A preview of its own before each `up` would only take time. */
async function type(line: string): Promise<string> {
  const [command = "", ...words] = line.replace(/^npx /, "").split(" ");
  if (command !== "pulumi" && command !== "datadip")
    throw new Error(`the guide has a command of another kind: ${line}`);
  const more = words[0] === "up" ? ["--yes", "--skip-preview"] : command === "datadip" ? ["--yes"] : [];
  const { code, text } = await project[command](...words, ...more);
  if (code !== 0) throw new Error(`${line} ended with ${code}:\n${text}`);
  return text;
}

async function block(index: number): Promise<readonly string[]> {
  const said: string[] = [];
  for (const line of blocks[index] ?? []) said.push(await type(line));
  return said;
}

/** What somebody hears who dials a number, past all rules. */
async function greeting(number: string): Promise<string> {
  const [mapping, flow] = [
    (await project.stored("dial-number")).find(({ dialledNumber }) => dialledNumber === number),
    (await project.stored("flow"))[0],
  ];
  const entryPoint = (await project.stored("entry-point")).find(({ id }) => id === mapping?.entryPointId);
  const version = (flow?.tags as Record<string, string>)[String(entryPoint?.flowTagId)];
  const document = (await project.stored("flow-version")).find(({ id }) => id === version);
  return /Changed greeting/.exec(JSON.stringify(document))?.[0] ?? "as shipped";
}

const [TEST, LIVE] = ["+15551230001", "+15551230002"];

it("has four blocks of commands", () => {
  expect(blocks.map(({ length }) => length)).toEqual([5, 2, 1, 2]);
});

it("builds both environments, Live by a promotion", async () => {
  const [, , promoted] = await block(0);
  expect(promoted).toContain("Live of Data_Dip_Staged is version 2 now: read back, and equal to version 1 under Test.");
  expect(await project.stored("flow")).toHaveLength(1);
  expect(await Promise.all([greeting(TEST), greeting(LIVE)])).toEqual(["as shipped", "as shipped"]);
});

it("puts a change under Test, then under Live", async () => {
  const file = join(project.dir, "flows", "welcome.json");
  const flow = readFileSync(file, "utf8");
  const changed = flow.replaceAll("Welcome. Please hold the line", "Changed greeting");
  expect(changed).not.toBe(flow);
  writeFileSync(file, changed);
  const [up, promote] = blocks[1] ?? [];
  await type(up ?? "");
  expect(await Promise.all([greeting(TEST), greeting(LIVE)])).toEqual(["Changed greeting", "as shipped"]);
  const said = await type(promote ?? "");
  expect(said).toContain("caller-facing:");
  expect(said).toContain(`  ${LIVE} -> Data Dip Live`);
  expect(said).not.toContain(TEST);
  expect(await greeting(LIVE)).toBe("Changed greeting");
});

it("takes Live back, and neither stack notices", async () => {
  const [said] = await block(2);
  expect(said).toContain("Live of Data_Dip_Staged is version 5 now: read back, and equal to version 2.");
  expect(await Promise.all([greeting(TEST), greeting(LIVE)])).toEqual(["Changed greeting", "as shipped"]);
  project.writes();
  await block(3);
  expect(project.writes()).toEqual([]);
});
