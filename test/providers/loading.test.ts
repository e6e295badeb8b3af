import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

beforeAll(() => {
  if (!existsSync(join(ROOT, "dist", "providers", "index.js"))) throw new Error("npm run build first");
});

/** All files that a process loads for this. */
function allLoaded(script: string): readonly string[] {
  const count = `process.stdout.write(JSON.stringify(Object.keys(require.cache)))`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", `${script}; ${count}`], { cwd: ROOT, encoding: "utf8" }),
  ) as string[];
}

/** Those of the build among them. */
function loaded(script: string): readonly string[] {
  const dist = join(ROOT, "dist");
  return allLoaded(script)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length + 1));
}

it("costs a program no more than the indexes before it uses anything", () => {
  const files = loaded(`require("datadip")`);
  expect(files.length).toBeLessThanOrEqual(15);
  expect(files.filter((file) => file.includes("/resources/"))).toEqual([]);
});

it("costs a program the kinds that it uses, and neither the other cloud nor the flow language", () => {
  const kinds = ["Queue", "Team", "Site", "EntryPoint", "DialNumber", "Skill", "getAudioFile"];
  const program = `const { webex } = require("datadip"); ${kinds.map((kind) => `webex.${kind}`).join("; ")}`;
  const files = loaded(program);
  expect(files.length).toBeLessThanOrEqual(80);
  expect(files.filter((file) => /^flow|^sandbox|salesforce\/resources/.test(file))).toEqual([]);
  const ofOthers = allLoaded(program).filter(
    (file) => !file.includes("/@pulumi/") && !file.startsWith(join(ROOT, "dist")),
  );
  // No request is made by a program without look-ups.
  expect(ofOthers.filter((file) => /node_modules.(axios|form-data|yaml|cockatiel)/.test(file))).toEqual([]);
});

it("costs a program with a flow the language and its lint, but no template, picture, simulator or YAML", () => {
  const script = `
    require("datadip").webex.Flow;
    require("datadip/flow").lintFlow;
    if (Object.keys(require.cache).some((file) => file.includes("/node_modules/yaml/"))) throw new Error("YAML");`;
  const files = loaded(script);
  expect(files).toContain(join("flow", "lint", "index.js"));
  expect(files.filter((file) => /^flow.(templates|draw|requests|simulate.step)|^sandbox/.test(file))).toEqual([]);
});

it("costs the provider the kind that it is asked for", () => {
  const files = loaded(`require("datadip/runtime").of("webex.Queue")`);
  expect(files.length).toBeLessThanOrEqual(80);
  expect(files.filter((file) => file.includes("/resources/"))).toEqual([
    join("providers", "webex", "resources", "queue.js"),
  ]);
});

it("gives every kind, by the name that state has", () => {
  const script = `
    const { CLOUDS, loadKinds } = require("./dist/providers/clouds.js");
    CLOUDS.forEach(loadKinds);
    const { allKinds } = require("./dist/providers/core/resource/registry.js");
    const kinds = allKinds().map(({ kind }) => kind);
    for (const kind of kinds) require("datadip/runtime").of(kind)`;
  expect(loaded(script).filter((file) => file.includes("/resources/")).length).toBeGreaterThanOrEqual(49);
});
