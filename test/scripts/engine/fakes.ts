/** A machine of its own for a bootstrap: an empty cache, and a PATH that holds only what the test puts there. */

import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { versionsToMake } from "../../../scripts/engine/find";

// Every step is a few processes, and the machine may be busy.
jest.setTimeout(120_000);

/** The version that is made on this Node.js. */
export const [VERSION] = versionsToMake(process.versions.node);

const ROOT = resolve(__dirname, "..", "..", "..");
const SOURCE = join(ROOT, "scripts", "engine");
const COMPILED = join(ROOT, "dist", "scripts", "engine");

/** The compiled bootstrap starts three times as fast, but only the source is never stale. */
function command(): readonly string[] {
  const times = (folder: string, ending: string): readonly number[] =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => name.endsWith(ending) && !name.endsWith(".d.ts"))
      .map((name) => statSync(join(folder, name)).mtimeMs);
  const fresh = Math.max(...times(SOURCE, ".ts")) < Math.min(...times(COMPILED, ".js"));
  return fresh && existsSync(COMPILED)
    ? [join(COMPILED, "index.js")]
    : ["--require", "@swc-node/register", join(SOURCE, "index.ts")];
}

/** A pulumi that knows its version, and that no plugin can be downloaded. */
const PULUMI = (version: string): string => `#!/bin/sh
version=${version}
${PULUMI_TEXT}`;
const PULUMI_TEXT = `[ -z "$CALLS" ] || echo "pulumi $*" >> "$CALLS"
[ "$1" = version ] && echo "$version" && exit 0
exit 1
`;

/** One or two sentences to end with, and no stack. */
export function expectSentence(stderr: string): void {
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr.trim().split("\n").at(-1)).toMatch(/^[A-Z].*\.$/);
}

/** What the fake \`go build\` does once it is told where to write. */
export type GoBuild = "ok" | "disk full" | "hangs" | "makes a broken binary" | "no network" | "too old for the newest";

/** The folder it is called in says the version, as the go.mod there does. */
const MAKE = 'printf \'#!/bin/sh\\nversion=v%s\\n%s\' "${PWD##*/}" "$PULUMI_TEXT" > "$out"; chmod 755 "$out"';
const BUILD: Readonly<Record<GoBuild, string>> = {
  ok: MAKE,
  "too old for the newest": MAKE,
  // The lines of a real Go 1.26 on a full disk.
  "disk full": `echo '# github.com/pulumi/pulumi/pkg/v3/cmd/pulumi' >&2
echo 'write /tmp/go-build2914/b001/exe/a.out: no space left on device' >&2; exit 1`,
  // For as long as the machine is there: it may outlive a bootstrap that is killed outright.
  hangs: 'printf half > "$out"; while [ -e "$CALLS" ]; do sleep 1; done',
  "makes a broken binary": 'printf \'not a program\' > "$out"; chmod 755 "$out"',
  "no network": `echo 'github.com/pulumi/pulumi/pkg/v3@v3.259.0: Get "https://proxy.golang.org/": dial tcp: lookup proxy.golang.org: no such host' >&2
exit 1`,
};

/** The line of a real Go 1.25.11. */
const TOO_OLD = `[ "\${PWD##*/}" = 3.276.0 ] && echo 'go: go.mod requires go >= 1.26.6 (running go 1.25.11; GOTOOLCHAIN=local)' >&2 && exit 1`;

const GO = (build: GoBuild): string => `#!/bin/sh
echo "go $1 in \${PWD##*/}" >> "$CALLS"
${build === "too old for the newest" ? TOO_OLD : ""}
if [ "$1" = list ]; then printf 'a/one\\nb/two\\nc/three\\nd/four\\n'; exit 0; fi
while [ "$#" -gt 0 ]; do [ "$1" = -o ] && out="$2"; shift; done
echo a/one >&2; echo b/two >&2
${BUILD[build]}
`;

/** How a bootstrap ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Node process of its own. */
class Started {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  #stderr = "";
  #stdout = "";

  constructor(words: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, words, {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child.stdout.on("data", (chunk: Buffer) => (this.#stdout += chunk.toString()));
    this.#child.stderr.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.ended = once(this.#child, "close").then(() => ({
      code: this.#child.exitCode,
      signal: this.#child.signalCode,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
  }

  /** Resolves once it has said something; rejects when it ends without. */
  async said(text: string): Promise<void> {
    while (!this.#stderr.includes(text)) {
      const more = await Promise.race([once(this.#child.stderr, "data"), this.ended]);
      if (!Array.isArray(more)) throw new Error(`It ended without saying "${text}": ${JSON.stringify(more)}`);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

export class Machine {
  readonly dir = mkdtempSync(join(tmpdir(), "datadip-machine-"));
  readonly bin = join(this.dir, "path");
  readonly cache = join(this.dir, "cache");
  readonly #calls = join(this.dir, "calls");

  constructor() {
    mkdirSync(this.bin);
    // The system's own tools and this Node, but neither its Go nor a pulumi.
    for (const tool of ["sh", "sleep", "chmod", "env"]) symlinkSync(join("/bin", tool), join(this.bin, tool));
    symlinkSync(process.execPath, join(this.bin, "node"));
  }

  #script(directory: string, name: string, text: string): string {
    mkdirSync(directory, { recursive: true });
    const file = join(directory, name);
    writeFileSync(file, text, { mode: 0o755 });
    return file;
  }

  /** Installs a pulumi, with or without its companions. Returns its path. */
  pulumi(
    version: string,
    companions: readonly string[] = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"],
  ): string {
    for (const name of companions) this.#script(this.bin, name, "#!/bin/sh\n");
    return this.#script(this.bin, "pulumi", PULUMI(version));
  }

  go(build: GoBuild): void {
    this.#script(this.bin, "go", GO(build));
  }

  /** An environment without a way to the internet: the official release is not even tried. */
  env(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
    return {
      PATH: [this.bin, dirname(process.execPath)]
        .filter((each, at) => at === 0 || !existsSync(join(each, "go")))
        .join(delimiter),
      HOME: this.dir,
      DATADIP_CACHE: this.cache,
      DATADIP_ENGINE_SOURCES: "path,go-modules",
      CALLS: this.#calls,
      PULUMI_TEXT,
      ...more,
    };
  }

  bootstrap(args: readonly string[] = [], more: Readonly<Record<string, string>> = {}): Started {
    return new Started([...command(), ...args], this.env(more));
  }

  /** Another program of this project, given as text. */
  program(text: string): Started {
    return new Started(["--require", "@swc-node/register", "-e", text], this.env());
  }

  /** How often a fake was called with these words. */
  calls(words: string): number {
    if (!existsSync(this.#calls)) return 0;
    return readFileSync(this.#calls, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(words)).length;
  }

  /** What lies in the cache under the version that is built. */
  entry(): readonly string[] {
    const entry = join(this.cache, "engine", VERSION);
    return existsSync(entry) ? readdirSync(entry).sort() : [];
  }

  binary(): string {
    return join(this.cache, "engine", VERSION, "bin", "pulumi");
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
