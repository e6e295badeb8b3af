import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backendOf, projectRoot } from "../../../../providers/core/settings/project";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "datadip-project-"));
  mkdirSync(join(dir, "project", "program", "src"), { recursive: true });
  mkdirSync(join(dir, ".pulumi"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const project = (): string => join(dir, "project");
const write = (file: string, text: string): void => writeFileSync(join(dir, file), text);

describe("the project's folder", () => {
  it("is the nearest one above with a Pulumi.yaml", () => {
    write("project/Pulumi.yaml", "name: p");
    expect(projectRoot(project())).toBe(project());
    expect(projectRoot(join(project(), "program", "src"))).toBe(project());
  });

  it("is the folder itself where there is none", () =>
    expect(projectRoot(join(project(), "program"))).toBe(join(project(), "program")));
});

describe("where the state is kept", () => {
  const login = (url: string, file = ".pulumi/credentials.json"): void => write(file, JSON.stringify({ current: url }));

  it("is what the environment says, then the project, then the login", () => {
    const env = { HOME: dir };
    expect(backendOf(env, project())).toBe("");
    login("https://login.example");
    expect(backendOf(env, project())).toBe("https://login.example");
    write("project/Pulumi.yaml", "name: p\nbackend:\n  url: s3://project\n");
    expect(backendOf(env, project())).toBe("s3://project");
    expect(backendOf({ ...env, PULUMI_BACKEND_URL: "gs://env" }, project())).toBe("gs://env");
    expect(backendOf({ ...env, PULUMI_BACKEND_URL: " " }, project())).toBe("s3://project");
  });

  it("is the login of PULUMI_HOME, where that is set", () => {
    login("https://login.example");
    mkdirSync(join(dir, "own"));
    login("https://own.example", "own/credentials.json");
    expect(backendOf({ HOME: dir, PULUMI_HOME: join(dir, "own") }, project())).toBe("https://own.example");
  });

  it.each([
    ["no YAML", "name: [", ""],
    ["of another shape", "backend: here", ""],
    ["without a backend", "name: p", ""],
  ])("is the login where the project's file is %s", (_, text) => {
    write("project/Pulumi.yaml", text);
    login("https://login.example");
    expect(backendOf({ HOME: dir }, project())).toBe("https://login.example");
  });

  it.each([
    ["file://./state", "state"],
    ["file://.", ""],
    ["file://../state", "../state"],
  ])("%s is relative to the project", (url, place) =>
    expect(backendOf({ PULUMI_BACKEND_URL: url }, project())).toBe(`file://${join(project(), place)}`),
  );

  it.each(["file:///state", "file://~", "file://.hidden", "https://host/file://./x"])(
    "%s is a place of its own",
    (url) => expect(backendOf({ PULUMI_BACKEND_URL: url }, project())).toBe(url),
  );
});
