import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { newProject } from "../../operations/new-project";

interface Workflow {
  readonly jobs: { readonly "contact-centre": { readonly steps: readonly { name?: string; run?: string }[] } };
}

const CHECKOUT = resolve(__dirname, "..", "..");

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-new-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const made = (file: string, folder = "mine"): string => readFileSync(join(dir, folder, file), "utf8");
const origin = (): unknown =>
  (JSON.parse(made("package.json")) as { dependencies: Record<string, unknown> }).dependencies.datadip;

it("makes what a project needs, and leaves no gap to fill in", () => {
  const files = newProject(CHECKOUT, join(dir, "mine"));
  expect(files).toEqual(
    [
      ".github/workflows/contact-centre.yml",
      ".gitignore",
      ".pulumi-state/.gitkeep",
      "Pulumi.dev.yaml",
      "Pulumi.yaml",
      "flows/welcome.json",
      "index.ts",
      "package.json",
      "scenarios/welcome.call.yaml",
      "tsconfig.json",
    ].sort(),
  );
  // GitHub's own `${{ secrets.X }}` stays.
  for (const file of files.filter((name) => name !== "flows/welcome.json"))
    expect(made(file)).not.toMatch(/\$\{[^{]|: ""/);
  expect(made("Pulumi.yaml")).toMatch(/^name: mine\n/);
});

it("takes the program of an example, with its other files, and names the examples where there is none of that name", () => {
  expect(newProject(CHECKOUT, join(dir, "mine"), "lists")).toEqual(
    expect.arrayContaining(["index.ts", "partners.csv", "package.json"]),
  );
  expect(made("index.ts")).toContain("AddressBookEntries");
  expect(() => newProject(CHECKOUT, join(dir, "other"), "list")).toThrow(
    /no example list; there are .*flow-as-code, lists, .* Nothing was written/,
  );
});

it("names itself by its folder, as Pulumi and npm allow", () => {
  newProject(CHECKOUT, join(dir, "My Contact Centre!"));
  expect(made("Pulumi.yaml", "My Contact Centre!")).toMatch(/^name: my-contact-centre-\n/);
});

it("keeps a folder that is not empty as it is", () => {
  mkdirSync(join(dir, "mine"));
  writeFileSync(join(dir, "mine", "index.ts"), "mine");
  expect(() => newProject(CHECKOUT, join(dir, "mine"))).toThrow(
    /mine is not empty, and nothing was written: name a folder/,
  );
  expect(made("index.ts")).toBe("mine");
});

it("depends on the checkout it was made from, and its CI says where that is not there", () => {
  newProject(CHECKOUT, join(dir, "mine"));
  expect(origin()).toBe(`file:${CHECKOUT}`);
  const workflow = parse(made(".github/workflows/contact-centre.yml")) as Workflow;
  const check = workflow.jobs["contact-centre"].steps.find(({ name }) => name?.startsWith("package.json names"))?.run;
  const onRunner = () => spawnSync("bash", ["-c", check ?? "exit 9"], { cwd: join(dir, "mine"), encoding: "utf8" });
  expect(onRunner()).toMatchObject({ status: 0, stderr: "" });
  writeFileSync(join(dir, "mine/package.json"), made("package.json").replace(CHECKOUT, "/home/ana/datadip"));
  const { status, stderr } = onRunner();
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^file:\/home\/ana\/datadip exists only on the computer that made/),
  ]);
});

it.each([
  ["file:../datadip-0.1.0.tgz", () => `file:${join(dir, "datadip-0.1.0.tgz")}`],
  ["git+https://git.example/datadip.git#v1", () => "git+https://git.example/datadip.git#v1"],
])("depends on %s where the package came from there", (said, expected) => {
  const root = join(dir, "theirs", "node_modules", "datadip");
  mkdirSync(join(root, "flows"), { recursive: true });
  for (const name of ["package.json", "flows/welcome.json", "templates"])
    cpSync(join(CHECKOUT, name), join(root, name), { recursive: true });
  writeFileSync(join(dir, "theirs", "package.json"), JSON.stringify({ dependencies: { datadip: said } }));
  newProject(root, join(dir, "mine"));
  expect(origin()).toBe(expected());
});
