import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import ts from "typescript";
import { parse } from "yaml";
import { lintVerb } from "../../cli/commands/lint";
import type { Verb } from "../../cli/shared/verb";
import { examplesOf } from "../../operations/new-project";
import "../../providers/settings-keys";
import { misspeltKeys } from "../../providers/core/settings/settings";
import { splitArguments } from "../../scripts/engine/language-host/program";
import { OWN_KEYS } from "../../stacks/config";
import { runVerb } from "../cli/run-verb";

/** Every example of README, guides and reference pages, as it is pasted from there. */

const ROOT = join(__dirname, "..", "..");
const LANGUAGES = ["bash", "json", "sh", "text", "ts", "yaml"];

interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

const pages = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name))
    .sort();

function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^( *)```(.*)\n([^]*?)^ *```$/gm)].map(({ 2: language = "", 3: body = "", index }) => ({
    page,
    line: text.slice(0, index).split("\n").length,
    language,
    text: body,
  }));
}

const BLOCKS = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "scripts/engine/README.md",
  "examples/README.md",
  ...pages("docs"),
].flatMap(blocksOf);
const of = (...languages: readonly string[]): readonly Block[] =>
  BLOCKS.filter(({ language }) => languages.includes(language));
const placeOf = ({ page, line }: Block): string => `${page}:${line}`;

const folder = mkdtempSync(join(tmpdir(), "datadip-examples-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("says of every block what it is", () => {
  expect(BLOCKS.filter(({ language }) => !LANGUAGES.includes(language)).map(placeOf)).toEqual([]);
  expect(BLOCKS.length).toBeGreaterThan(150);
});

describe("programs", () => {
  const PRELUDE = 'import { salesforce, webex } from "datadip";\n';
  const isWhole = ({ text }: Block): boolean => /^import .* from "datadip/m.test(text) && text.trim().includes("\n");
  const FLOW_NAMES = ["bindFlow", "dataDipBindings", "dataDipFlow", "stringifyFlow"];

  /** Pages show a part of a program: what it imports, and the values that it goes on with, are given here. */
  function asModule({ text }: Block, given: readonly string[]): string {
    const flow = FLOW_NAMES.filter((name) => given.includes(name));
    const values = given.filter((name) => !flow.includes(name) && !["salesforce", "webex"].includes(name));
    return [
      ...(given.includes("webex") || given.includes("salesforce") ? [PRELUDE] : []),
      ...(flow.length === 0 ? [] : [`import { ${flow.join(", ")} } from "datadip/flow";`]),
      ...(given.includes("datadip") ? ['import * as datadip from "datadip";'] : []),
      ...values.map((name) => `declare const ${name}: any;`),
      text,
      "export {};\n",
    ].join("\n");
  }

  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
  };

  it("compile against the published types", () => {
    // As in a project of one's own: the built package, found by its name.
    const project = join(folder, "types");
    mkdirSync(join(project, "node_modules"), { recursive: true });
    for (const name of readdirSync(join(ROOT, "node_modules")))
      if (name === "@pulumi") linkInto(join(project, "node_modules"), name, join(ROOT, "node_modules", name));
    linkInto(join(project, "node_modules"), "datadip", ROOT);
    const programs = [...examplesOf(ROOT).map((name) => `examples/${name}/index.ts`), "templates/project/index.ts"];
    const whole = programs.map((page) => ({
      page,
      line: 1,
      language: "ts",
      text: readFileSync(join(ROOT, page), "utf8"),
    }));
    const blocks = [...of("ts"), ...whole];
    const files = blocks.map((block, index) => ({ block, file: join(project, `example${index}.ts`) }));
    for (const { block, file } of files) writeFileSync(file, asModule(block, []));
    const roots = files.map(({ file }) => file);
    // What a part leaves out is seen without the package's types.
    const first = ts.createProgram(roots, { ...options, noResolve: true });
    for (const { block, file } of files) {
      const source = first.getSourceFile(file);
      const missing = first.getSemanticDiagnostics(source).filter(({ code }) => code === 2304 || code === 2552);
      const names = missing.map(({ start = 0, length = 0 }) => source?.text.slice(start, start + length) ?? "");
      writeFileSync(file, asModule(block, [...new Set(names)]));
    }
    const program = ts.createProgram(roots, options);
    const found = files.flatMap(({ block, file }) => {
      const source = program.getSourceFile(file);
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
        ({ messageText }) => `${placeOf(block)}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
      );
    });
    expect(found).toEqual([]);
  });

  it("run against the sandbox, those that are whole", () => {
    const project = join(folder, "runs");
    mkdirSync(join(project, "node_modules"), { recursive: true });
    linkInto(join(project, "node_modules"), "datadip", ROOT);
    mkdirSync(join(project, "flows"));
    cpSync(join(ROOT, "flows/welcome.json"), join(project, "flows/main.json"));
    // The whole data dip signs in with keys that only the engine makes; test/engine/package.test.ts runs it from the template.
    const whole = of("ts").filter((block) => isWhole(block) && !block.text.includes("new SalesforceDataDip"));
    expect(whole.length).toBeGreaterThanOrEqual(3);
    const files = whole.map((block, index) => {
      writeFileSync(
        join(project, `whole${index}.ts`),
        block.text.replace(/^(?=const bound)/m, 'const queueId = "q", connectorId = "c";\n'),
      );
      return `whole${index}.ts`;
    });
    writeFileSync(join(project, "run.js"), RUN);
    const printed = execFileSync(process.execPath, ["-r", "@swc-node/register", join(project, "run.js"), ...files], {
      cwd: project,
      env: { ...process.env, NODE_PATH: join(ROOT, "node_modules") },
      encoding: "utf8",
    });
    const made = JSON.parse(printed) as readonly string[];
    expect(made).toEqual(expect.arrayContaining(["webex:EntryPoint Support line", "webex:DialNumber Support number"]));
  });
});

/** Starts each file with the engine played by mocks; look-ups go to the sandbox of the folder. Prints what would be made. */
const RUN = `
const { runtime } = require(${JSON.stringify(join(ROOT, "node_modules/@pulumi/pulumi"))});
const made = [];
const mocks = {
  newResource: ({ type, name, inputs }) => {
    made.push(type.replace("pulumi-nodejs:dynamic/", "") + " " + name);
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
};
process.on("unhandledRejection", (error) => { console.error(error); process.exit(1); });
async function main() {
  for (const file of process.argv.slice(2)) {
    // A project of its own, as each is a program of its own.
    runtime.setMocks(mocks, file);
    runtime.setAllConfig({ "datadip:target": "sandbox" });
    require("./" + file);
    await runtime.waitForRPCs();
  }
  console.log(JSON.stringify(made));
  process.exit(0);
}
main();
`;

function linkInto(parent: string, name: string, target: string): void {
  execFileSync("ln", ["-sfn", target, join(parent, name)]);
}

describe("commands", () => {
  const load = createRequire(__filename);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const PULUMI = ["cancel", "config", "destroy", "import", "login", "preview", "refresh", "stack", "up", "whoami"];
  const TESTS = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" }).map((file) => `test/${file}`);
  const OTHERS = [
    "[",
    "claude",
    "code=0",
    "code=$?",
    "echo",
    "exit",
    "export",
    "fi",
    "find",
    "gh",
    "if",
    "nvm",
    "then",
  ];

  /** Has commander read the words as the command would, without doing anything. */
  function datadip(words: readonly string[]): string | undefined {
    const [name = ""] = words;
    const file = `../../cli/commands/${name}`;
    if (!existsSync(join(__dirname, `${file}.ts`))) return `there is no datadip ${name}`;
    const silent = { writeErr: () => undefined, writeOut: () => undefined };
    const program = new Command("datadip").exitOverride().configureOutput(silent);
    // A require has no type of its own; every command file exports its verb so.
    (load(file) as Readonly<Record<string, Verb>>)[`${name}Verb`]?.(program);
    const still = (command: Command): void => {
      command.action(() => undefined);
      command.commands.forEach(still);
    };
    program.commands.forEach(still);
    try {
      program.parse([...words], { from: "user" });
      return undefined;
    } catch (error) {
      if (error instanceof CommanderError) return error.message;
      throw error;
    }
  }

  function wrong(words: readonly string[]): string | undefined {
    const [first = "", second = "", third = ""] = words;
    // An environment variable for this one command.
    if (/^[A-Z_]+=/.test(first) && second !== "") return wrong(words.slice(1));
    if (first === "npx" && second === "datadip") return datadip(words.slice(2));
    if (first === "npx" && second === "jest") {
      const pattern = words.slice(2).find((word) => /^[a-z/-]{3,}$/.test(word)) ?? "";
      return TESTS.some((file) => file.includes(pattern)) ? undefined : `there is no test ${pattern}`;
    }
    if (first === "npm") {
      const script =
        second === "test" ? "test" : second === "run" ? (third.startsWith("-") ? (words[3] ?? "") : third) : undefined;
      if (script === undefined) return ["ci", "install", "pack"].includes(second) ? undefined : `npm ${second}?`;
      return script in scripts ? undefined : `there is no script ${script}`;
    }
    if (first === "pulumi") return PULUMI.includes(second) ? undefined : `there is no pulumi ${second}`;
    if (first === "cp") return existsSync(join(ROOT, second)) ? undefined : `there is no ${second}`;
    if (first === "eval") return wrong(splitArguments(second.replace(/^\$\((.*)\)$/, "$1")));
    if (first === ".ci/run") return undefined;
    return OTHERS.includes(first) ? undefined : `what is ${first}?`;
  }

  /** The commands of a line, without comment, redirections and what goes on in the background. */
  const commandsOf = (line: string): readonly string[] =>
    line
      .replace(/(^|\s)#.*$/, "")
      .split(/\s*(?:&&|\|\||;|\|)\s+/)
      .map((command) => command.replace(/\s(?:[<>]\s?\S+|&)\s*$/g, "").trim())
      .filter((command) => command !== "");

  const workflows = of("yaml")
    .filter(({ text }) => text.includes("\njobs:"))
    .map((block) => ({ ...block, text: [...block.text.matchAll(/ run: (.*)/g)].map(([, run]) => run).join("\n") }));

  it.each([...of("bash", "sh"), ...workflows].map((block) => [placeOf(block), block.text]))(
    "exist and have these options: %s",
    (_place, text) => {
      const lines = text.split("\n").flatMap(commandsOf);
      expect(
        lines.map((line) => [line, wrong(splitArguments(line))]).filter(([, fault]) => fault !== undefined),
      ).toEqual([]);
      expect(lines.length).toBeGreaterThan(0);
    },
  );
});

describe("files", () => {
  it("of settings name settings that are known", () => {
    const configs = of("yaml").filter(({ text }) => text.startsWith("config:"));
    expect(configs.length).toBeGreaterThan(1);
    for (const block of configs) {
      const { config } = parse(block.text) as { readonly config: object };
      expect([placeOf(block), misspeltKeys(Object.keys(config), OWN_KEYS)]).toEqual([placeOf(block), []]);
    }
  });

  it("of lint are taken by lint", async () => {
    const [block, ...more] = of("json").filter(({ text }) => text.includes('"suppress"'));
    expect(more).toEqual([]);
    writeFileSync(join(folder, "lint.json"), block?.text ?? "");
    const { exitCode, stderr } = await runVerb(
      lintVerb,
      "lint",
      join(ROOT, "flows/welcome.json"),
      "--config",
      join(folder, "lint.json"),
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  // The files of test calls are played by test/operations/call/guide.test.ts.
  it.each(of("json").map((block) => [placeOf(block), block.text]))("parse: %s", (_place, text) => {
    expect(typeof JSON.parse(text)).toBe("object");
  });
});
