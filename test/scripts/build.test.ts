import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fingerprintOfSources, buildInto, confirm, fingerprintOf, placesIn, repair } from "../../scripts/build/place";

/** A build in a folder of its own, and the command that starts what it left. */

const CHECKOUT = resolve(__dirname, "..", "..");

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "datadip-build-"));
  write("package.json", '{"name":"datadip"}');
  mkdirSync(join(root, "bin"));
  cpSync(join(CHECKOUT, "bin", "datadip.cjs"), join(root, "bin", "datadip.cjs"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** A build that says which it is. */
const says = (word: string) => (folder: string) => {
  mkdirSync(join(folder, "cli"), { recursive: true });
  writeFileSync(join(folder, "cli", "index.js"), `console.log(${JSON.stringify(word)});`);
};
const build = (word: string): void => buildInto(placesIn(root), word, says(word));
const start = (...preload: readonly string[]) =>
  spawnSync(process.execPath, [...preload, join(root, "bin", "datadip.cjs")], { encoding: "utf8" });
const builds = (): readonly string[] => readdirSync(root).filter((name) => name.startsWith("dist"));

it("leaves a command that runs, with its run bit, and nothing else", () => {
  build("first");
  build("second");
  expect(builds()).toEqual(["dist"]);
  expect(statSync(join(root, "dist", "cli", "index.js")).mode & 0o111).toBe(0o111);
  expect(fingerprintOf(join(root, "dist"))).toBe("second");
  expect(start().stdout).toBe("second\n");
});

it("keeps what is in place where the sources do not compile", () => {
  build("first");
  const broken = (folder: string): void => {
    says("half")(folder);
    throw new Error("TS2304");
  };
  expect(() => buildInto(placesIn(root), "second", broken)).toThrow("TS2304");
  expect(builds()).toEqual(["dist"]);
  expect(start().stdout).toBe("first\n");
});

it("is there while another is being made", () => {
  build("first");
  const looks = (folder: string): void => {
    says("second")(folder);
    expect(start().stdout).toBe("first\n");
  };
  buildInto(placesIn(root), "second", looks);
  expect(start().stdout).toBe("second\n");
});

describe("a build that was killed", () => {
  const whole = (place: string): void => {
    says(place)(join(root, place));
    write(join(place, "build.json"), JSON.stringify({ fingerprint: place }));
  };
  const half = (place: string): void => says(`half of ${place}`)(join(root, place));

  it.each([
    ["while it compiled", () => [whole("dist"), half("dist.next")], "dist"],
    ["before its first rename", () => [whole("dist"), whole("dist.next")], "dist"],
    ["between its two renames", () => [whole("dist.next"), whole("dist.before")], "dist.next"],
    ["before it cleaned up", () => [whole("dist"), whole("dist.before")], "dist"],
    [
      "while the first one compiled over what had been moved aside",
      () => [half("dist.next"), whole("dist.before")],
      "dist.before",
    ],
  ])("%s is ended by the next start, and by the next build", (_when, leave, expected) => {
    leave();
    expect(start()).toMatchObject({ status: 0, stdout: `${expected}\n` });
    rmSync(join(root, "dist"), { recursive: true });
    for (const place of ["dist.next", "dist.before"]) rmSync(join(root, place), { recursive: true, force: true });

    leave();
    repair(placesIn(root));
    expect(builds()).toEqual(["dist"]);
    expect(start()).toMatchObject({ status: 0, stdout: `${expected}\n` });
  });
});

describe("a build that is older than its sources", () => {
  const later = (seconds: number): Date =>
    new Date(statSync(join(root, "dist", "build.json")).mtimeMs + seconds * 1000);
  const touch = (file: string, seconds: number): void => utimesSync(join(root, file), later(seconds), later(seconds));
  const hint = expect.stringMatching(/^datadip: sources in .* are newer than its build.*: npm run build\n$/) as string;

  beforeEach(() => {
    write("tsconfig.build.json", '{"include":["flow"]}');
    write("flow/deep/index.ts", "export {};");
    write("test/flow.test.ts", "it");
    build("first");
    for (const place of ["flow", "flow/deep", "flow/deep/index.ts"]) touch(place, -60);
  });

  it("runs, and says so", () => {
    touch("test/flow.test.ts", 60);
    expect(start()).toMatchObject({ stdout: "first\n", stderr: "" });
    touch("flow/deep/index.ts", 60);
    expect(start()).toMatchObject({ stdout: "first\n", stderr: hint });
  });

  it("is noticed where a file was taken away", () => {
    touch("flow", 60);
    expect(start()).toMatchObject({ stdout: "first\n", stderr: hint });
  });

  it("is in order again where the build finds the sources to say the same", () => {
    touch("dist/build.json", -3600);
    expect(start().stderr).toEqual(hint);
    confirm(placesIn(root));
    expect(fingerprintOf(join(root, "dist"))).toBe("first");
    expect(start()).toMatchObject({ stdout: "first\n", stderr: "" });
  });
});

it("says what to do where there is no build", () => {
  expect(start()).toMatchObject({
    status: 2,
    stdout: "",
    stderr: `datadip is not built in ${root}: run npm ci there, or npm run build.\n`,
  });
});

it.each([
  ["18.20.8", 2],
  ["20.18.3", 2],
  ["20.19.0", 0],
  ["26.0.0", 0],
])("starts on Node.js %s with exit code %i", (version, status) => {
  build("first");
  write("node.cjs", `Object.defineProperty(process.versions, "node", { value: "${version}" });`);
  const ran = start("--require", join(root, "node.cjs"));
  expect(ran.status).toBe(status);
  if (status !== 0)
    expect(ran.stderr).toBe(`datadip needs Node.js 20.19 or newer, and this is ${version}: https://nodejs.org\n`);
});

it("is stale when a source, its settings or its packages change, and not when a test does", () => {
  write("tsconfig.build.json", '{"include":["flow"]}');
  for (const name of ["tsconfig.json", "package-lock.json"]) write(name, "{}");
  write("flow/index.ts", "export {};");
  const before = fingerprintOfSources(root);
  write("test/flow.test.ts", "it");
  write("flow/README.md", "words");
  expect(fingerprintOfSources(root)).toBe(before);
  const prints = ["flow/index.ts", "flow/deep/new.ts", "package-lock.json", "tsconfig.json"].map((file) => {
    write(file, `{"include":["flow"]} // ${file}`);
    return fingerprintOfSources(root);
  });
  expect(new Set([before, ...prints]).size).toBe(5);
});

it("gives the checkout's command its run bit, and each verb its file", () => {
  expect(statSync(join(CHECKOUT, "bin", "datadip.cjs")).mode & 0o111).toBe(0o111);
  expect(existsSync(join(CHECKOUT, "dist", "build.json"))).toBe(true);
  const help = spawnSync(process.execPath, [join(CHECKOUT, "bin", "datadip.cjs"), "--help"], { encoding: "utf8" });
  const verbs = readdirSync(join(CHECKOUT, "cli", "commands")).map((file) => file.replace(/\.ts$/, ""));
  for (const verb of verbs) expect(help.stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
});
