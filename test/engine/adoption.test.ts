import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Project } from "../support/engine";

/** An object that somebody made by hand comes under management without being touched. */

jest.setTimeout(120_000);

let project: Project;

/** The same object under a logical name of the program. */
const sales = (name: string, options = "{}"): string =>
  `new webex.OutdialAni("${name}", { name: "Sales", entries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }] }, ${options});`;

beforeAll(async () => {
  project = await Project.open({ program: sales("sales") });
  await project.create("outdial-ani", {
    name: "Sales",
    outdialANIEntries: [{ name: "Main", number: "+13125550100", defaultANIEntry: true }],
  });
});
afterAll(() => project.close());

it("says that the name is taken, by which id, and how to adopt it", async () => {
  const { code, text } = await project.up();
  const [{ id } = { id: "" }] = await project.stored("outdial-ani");
  expect(code).not.toBe(0);
  expect(text.replace(/\s+/g, " ")).toContain(`The outdial ANI ${String(id)} with the same name was there before.`);
  expect(text).toContain(`npx datadip adopt webex.OutdialAni RESOURCE_NAME ${String(id)} > import.json`);
});

it("is imported by that line, and then nothing differs", async () => {
  const [{ id } = { id: "" }] = await project.stored("outdial-ani");
  const adopted = await project.datadip("adopt", "webex.OutdialAni", "sales", String(id));
  if (adopted.code !== 0) throw new Error(adopted.text);
  writeFileSync(join(project.dir, "import.json"), adopted.stdout);
  project.writes();
  const imported = await project.pulumi(
    "import",
    "--file",
    "import.json",
    "--generate-code=false",
    "--protect=false",
    "--yes",
  );
  if (imported.code !== 0) throw new Error(imported.text);
  const preview = await project.pulumi("preview", "--refresh", "--expect-no-changes");
  if (preview.code !== 0) throw new Error(preview.text);
  expect(project.writes()).toEqual([]);
});

it("is never to be adopted twice: a resource that got another name is told its alias, and the alias is right", async () => {
  const [{ id } = { id: "" }] = await project.stored("outdial-ani");
  project.program(sales("renamed"));
  // Another stack is selected meanwhile, and the run continues to the deletes.
  await project.pulumi("stack", "init", "other");
  const { code, text } = await project.up("--stack", "dev", "--continue-on-error");
  const message = text.replace(/\s+/g, " ");
  expect(code).not.toBe(0);
  expect(message).toContain(
    `The outdial ANI ${String(id)} with the same name is this stack's own: the resource "sales"`,
  );
  expect(message).toContain('the option aliases: [{ name: "sales" }]');
  expect(message).toContain(`The outdial ANI ${String(id)} was not deleted`);
  expect(message).not.toContain("datadip adopt");
  const adopted = await project.datadip("adopt", "webex.OutdialAni", "renamed", String(id), "--stack", "dev");
  expect(adopted).toMatchObject({ code: 2, stdout: "" });
  expect(adopted.text).toContain('the resource "sales" manages it');
  project.program(sales("renamed", '{ aliases: [{ name: "sales" }] }'));
  const preview = await project.pulumi("preview", "--stack", "dev", "--refresh", "--expect-no-changes");
  if (preview.code !== 0) throw new Error(preview.text);
  expect(await project.stored("outdial-ani")).toHaveLength(1);
});

it("refuses a kind that does not exist, with the nearest", async () => {
  const { code, text } = await project.datadip("adopt", "webex.OutdialAnni", "sales", "x");
  expect(code).toBe(2);
  expect(text).toContain("did you mean webex.OutdialAni?");
});
