import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ProgramInfo, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { runResponse } from "../../../scripts/engine/language-host/host";
import { programStart, runtimeOptions, splitArguments } from "../../../scripts/engine/language-host/program";

describe("the words of nodeargs", () => {
  it.each([
    ["", []],
    ["   ", []],
    ["--require @swc-node/register", ["--require", "@swc-node/register"]],
    ["--title='a b'  --x", ["--title=a b", "--x"]],
    ['--import "./my hooks.mjs"', ["--import", "./my hooks.mjs"]],
    ["a\\ b '' \"\"", ["a b", "", ""]],
    ['"say \\"so\\""', ['say "so"']],
    ["'back\\slash'", ["back\\slash"]],
    ["'open until the end", ["open until the end"]],
  ])("%s", (line, words) => {
    expect(splitArguments(line)).toEqual(words);
  });
});

describe("runtime options", () => {
  it("fall back to Pulumi's defaults", () => {
    expect(runtimeOptions({})).toEqual({ nodeArgs: [], typescript: true, tsconfig: undefined });
    expect(runtimeOptions({ typescript: "yes", nodeargs: 7, tsconfig: "" })).toEqual({
      nodeArgs: [],
      typescript: true,
      tsconfig: undefined,
    });
  });
});

function request(options: Record<string, string | boolean>): RunRequest {
  const info = new ProgramInfo();
  info.setRootDirectory("/project");
  info.setProgramDirectory("/project/stacks");
  info.setOptions(Struct.fromJavaScript(options));
  const run = new RunRequest();
  run.setInfo(info);
  run.setProject("contact-centre");
  run.setStack("dev");
  run.setOrganization("acme");
  run.setPwd("/project/stacks");
  run.setProgram("index.ts");
  run.setMonitorAddress("127.0.0.1:1");
  run.setParallel(64);
  run.getConfigMap().set("webex:orgId", "o1").set("webex:refreshToken", "t0ken");
  run.addConfigsecretkeys("webex:refreshToken");
  return run;
}

describe("the start of a program", () => {
  const facts = { engineAddress: "127.0.0.1:2", runModule: "/sdk/cmd/run/index.js", preload: "/host/guard.js" };

  it("hands everything on that the engine says", () => {
    const run = request({
      typescript: false,
      nodeargs: "--require @swc-node/register",
      tsconfig: "tsconfig.stacks.json",
    });
    run.setDryrun(true);
    const { args, cwd, env } = programStart(run, facts);
    expect(args).toEqual([
      ...["-r", "/host/guard.js", "--require", "@swc-node/register", "/sdk/cmd/run/index.js"],
      ...["--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2"],
      ...["--organization", "acme", "--project", "contact-centre", "--root-directory", "/project", "--stack", "dev"],
      ...["--pwd", "/project/stacks", "--dry-run", "--parallel", "64", "index.ts"],
    ]);
    expect(cwd).toBe("/project/stacks");
    expect(env).toMatchObject({
      PULUMI_NODEJS_TYPESCRIPT: "false",
      PULUMI_NODEJS_TSCONFIG_PATH: "tsconfig.stacks.json",
    });
    expect(JSON.parse(env.PULUMI_CONFIG ?? "")).toEqual({ "webex:orgId": "o1", "webex:refreshToken": "t0ken" });
    expect(JSON.parse(env.PULUMI_CONFIG_SECRET_KEYS ?? "")).toEqual(["webex:refreshToken"]);
  });

  it("keeps secrets out of the arguments, which every process of the machine can read", () => {
    expect(programStart(request({}), facts).args.join(" ")).not.toContain("t0ken");
  });

  it("leaves out what is not there, and is not a dry run by itself", () => {
    const run = request({});
    run.setProgram("");
    const { args, env } = programStart(run, { ...facts, engineAddress: "" });
    expect(args).not.toContain("--engine");
    expect(args).not.toContain("--dry-run");
    expect(args.at(-1)).toBe(".");
    expect(env).not.toHaveProperty("PULUMI_NODEJS_TSCONFIG_PATH");
  });
});

describe("the end of a program", () => {
  it.each<[number | null, NodeJS.Signals | null, { error: string; bail: boolean }]>([
    [0, null, { error: "", bail: false }],
    [32, null, { error: "", bail: true }],
    [1, null, { error: "Program exited with non-zero exit code: 1", bail: false }],
    [null, "SIGTERM", { error: "Program was stopped by SIGTERM", bail: false }],
  ])("with code %s and signal %s", (code, signal, expected) => {
    expect(runResponse(code, signal).toObject()).toEqual(expected);
  });
});

describe("the guard that is loaded before a program", () => {
  // Such a line comes with every error thrown in an apply: without the guard this inspection takes a minute on Node 20.
  const stack = "Error: gone\\n    at apply (/project/node_modules/@pulumi/output.ts:404:31)";
  const script = `const util = require("node:util");
    const error = new Error("gone");
    error.stack = "${stack}";
    console.log(util.inspect(error, { colors: true }));
    console.log(util.inspect({ plain: 1 }, { colors: true }), typeof util.inspect.custom, util.inspect.defaultOptions.depth);`;

  it("lets errors of the SDK be shown at once, and everything else as before", () => {
    const guard = resolve(__dirname, "../../../scripts/engine/language-host/inspect-guard.ts");
    const words = ["--require", "@swc-node/register", "-r", guard, "-e", script];
    const shown = execFileSync(process.execPath, words, { encoding: "utf8" });
    expect(shown).toMatch(/^Error: gone\n {4}at apply \(\/project\/node_modules\/@pulumi\/output\.ts:404:31\)/);
    expect(shown).toContain("{ plain: \u001b[33m1\u001b[39m } symbol 2");
  });
});
