/** The service for the engine: the part of Pulumi's LanguageRuntime that runs programs. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  AboutResponse,
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  LanguageHandshakeResponse,
  RunResponse,
  RuntimeOptionsResponse,
  type RunRequest,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { unary } from "../plugin-server/serve";
import { programStart } from "./program";

/** The SDK's exit code when it has reported the error itself; the engine must not report another. */
const EXIT_ALREADY_REPORTED = 32;
/** Less than the five seconds after which the engine kills the host. */
const KILL_AFTER_MS = 4_000;

/** The version reported to the engine. It names the CLI, and that this is not the official host. */
const STAND_IN_VERSION = "3.259.0-stand-in";

/** How a program ended, in the engine's terms. */
export function runResponse(code: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new RunResponse();
  if (code === EXIT_ALREADY_REPORTED) response.setBail(true);
  else if (signal !== null) response.setError(`Program was stopped by ${signal}`);
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${String(code)}`);
  return response;
}

function failure(message: string): RunResponse {
  const response = new RunResponse();
  response.setError(message);
  return response;
}

/** The SDK's run module as the program resolves it; undefined when the SDK is not installed there. */
function runModule(programDirectory: string): string | undefined {
  try {
    return createRequire(join(programDirectory, "_")).resolve("@pulumi/pulumi/cmd/run");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Runs programs on request, and stops them on request. */
export class LanguageHost {
  readonly #engineAddress: string;
  readonly #running = new Set<ChildProcess>();

  constructor(engineAddress: string) {
    this.#engineAddress = engineAddress;
  }

  /** Asks every running program to stop, kills the remaining ones after four seconds, and resolves when all have ended. */
  async stop(): Promise<void> {
    const ends = [...this.#running].map(async (child) => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const patience = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS);
      await ended;
      clearTimeout(patience);
    });
    await Promise.all(ends);
  }

  /** The methods of LanguageRuntime that are implemented. */
  methods(): UntypedServiceImplementation {
    return {
      handshake: unary(() => new LanguageHandshakeResponse()),
      getPluginInfo: unary(() => {
        const info = new PluginInfo();
        info.setVersion(STAND_IN_VERSION);
        return info;
      }),
      // No plugins are required in advance: the engine asks for a plugin at the first resource that needs it.
      getRequiredPackages: unary(() => new GetRequiredPackagesResponse()),
      getRequiredPlugins: unary(() => new GetRequiredPluginsResponse()),
      runtimeOptionsPrompts: unary(() => new RuntimeOptionsResponse()),
      about: unary(() => {
        const about = new AboutResponse();
        about.setExecutable(process.execPath);
        about.setVersion(process.version);
        return about;
      }),
      run: unary((request: RunRequest) => this.#run(request)),
      cancel: unary(async () => {
        await this.stop();
        return new Empty();
      }),
    };
  }

  async #run(request: RunRequest): Promise<RunResponse> {
    if (request.getAttachDebugger()) {
      return failure("This stand-in language host cannot attach a debugger: use an official Pulumi CLI for that");
    }
    const directory = request.getInfo()?.getProgramDirectory() || request.getPwd();
    const module = runModule(directory);
    if (module === undefined) {
      return failure(`@pulumi/pulumi is not installed for the program in ${directory}: run "npm install" there`);
    }
    const start = programStart(request, {
      engineAddress: this.#engineAddress,
      runModule: module,
      preload: join(__dirname, "inspect-guard.js"),
    });
    // The program writes directly to the host's output, which the engine shows line by line.
    const child = spawn("node", start.args, {
      cwd: start.cwd,
      env: { ...process.env, ...start.env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    this.#running.add(child);
    return new Promise((resolve) => {
      const end = (response: RunResponse): void => {
        this.#running.delete(child);
        resolve(response);
      };
      child.once("error", (error) => {
        end(failure(`Node could not be started for the program in ${start.cwd}: ${error.message}`));
      });
      child.once("exit", (code, signal) => {
        end(runResponse(code, signal));
      });
    });
  }
}
