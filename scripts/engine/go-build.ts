/** Builds the CLI from its Go modules, for machines that reach only package registries. */

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { runChild, type ChildResult } from "./child";
import { diskFull, errorCode, GoTooOld, saysDiskFull, SourceUnavailable, type EngineError } from "./messages";
import { packageRoot } from "./paths";
import type { Progress } from "./progress";

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const TAGS = "osusergo,grpcnotrace";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
/** The linker's share of a full build's time, after the last package is compiled. */
const LINK_SHARE = 0.1;

export interface GoBuild {
  readonly version: string;
  /** Directory that gets `bin/pulumi`. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

function buildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // go.sum pins the sources, so workspace, flags and target of the caller's shell are ignored.
  const { GOOS: _os, GOARCH: _arch, GOBIN: _bin, ...rest } = env;
  return { ...rest, GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off", GO111MODULE: "on", CGO_ENABLED: "0" };
}

/** The most useful line of a failed `go`: the last one that is not a bare package name or a progress note. */
function tellingLine(result: ChildResult): string {
  const telling = result.tail.filter(
    (line) => /[: ]/.test(line) && !line.startsWith("go: downloading ") && !line.startsWith("#"),
  );
  return telling.at(-1) ?? `go ended with ${result.signal ?? `exit code ${String(result.code)}`} and no message`;
}

function explainGoFailure(result: ChildResult, root: string): EngineError | SourceUnavailable {
  const all = result.tail.join("\n");
  if (saysDiskFull(all)) return diskFull(dirname(root));
  const line = tellingLine(result);
  if (/requires go >= |toolchain not available|invalid go version/.test(all)) {
    return new GoTooOld(`the Go found is too old (${line})`);
  }
  if (/dial tcp|proxyconnect|i\/o timeout|connection refused|TLS handshake|x509|module lookup disabled/.test(all)) {
    return new SourceUnavailable(
      `Go's modules cannot be downloaded (${line}); GOPROXY may need to name a proxy that this machine reaches`,
    );
  }
  return new SourceUnavailable(`the build from Go modules failed (${line})`);
}

async function go(
  args: readonly string[],
  build: GoBuild,
  onLine: (line: string, stream: "stdout" | "stderr") => void,
): Promise<void> {
  const cwd = join(packageRoot(), "scripts", "engine", "go", build.version);
  const result = await runChild("go", args, { cwd, env: buildEnvironment(build.env), signal: build.signal, onLine });
  if (result.code !== 0) throw explainGoFailure(result, build.root);
}

/**
 * Builds `<root>/bin/pulumi`. Takes about three minutes on two cores when Go's caches are empty.
 *
 * @throws SourceUnavailable with a clause that gives the reason; EngineError when the disk is full
 */
export async function buildFromGoModules(build: GoBuild): Promise<void> {
  mkdirSync(join(build.root, "bin"), { recursive: true });
  try {
    let downloads = 0;
    const packages = new Set<string>();
    await go(["list", "-deps", "-tags", TAGS, "-f", "{{.ImportPath}}", PACKAGE], build, (line, stream) => {
      if (stream === "stdout") packages.add(line);
      else if (line.startsWith("go: downloading ")) {
        downloads += 1;
        if (downloads % 50 === 1) build.progress.say(`Downloading Go modules (${String(downloads)} so far) ...`);
      }
    });
    let compiled = 0;
    const step = `Compiling the Pulumi CLI (${String(packages.size)} packages)`;
    build.progress.at(step, 0);
    const ldflags = `-s -w -X ${VERSION_VARIABLE}=v${build.version}`;
    const output = join(build.root, "bin", "pulumi");
    await go(["build", "-v", "-trimpath", "-tags", TAGS, "-ldflags", ldflags, "-o", output, PACKAGE], build, (line) => {
      if (!packages.has(line)) return;
      compiled += 1;
      build.progress.at(step, (compiled / packages.size) * (1 - LINK_SHARE));
    });
    build.progress.at(step, 1);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "EACCES") {
      throw new SourceUnavailable("Go is not installed, so the CLI cannot be built from its Go modules");
    }
    throw error;
  } finally {
    build.progress.end();
  }
}
