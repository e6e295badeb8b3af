import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type * as Yaml from "yaml";
import { z } from "zod";
import { blankless } from "./settings";

/** The folder of Pulumi.yaml. The engine starts providers in the program's folder, which may be below it. */
export function projectRoot(from = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

const projectFile = z.looseObject({ backend: z.looseObject({ url: z.string() }).optional() });
const credentialsFile = z.looseObject({ current: z.string() });

/**
 * Where Pulumi keeps state, in its own order: the environment, the project, the login. Only to distinguish places; a relative folder is
 * relative to the project. https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 */
export function backendOf(env: NodeJS.ProcessEnv, project: string): string {
  const home = blankless(env.PULUMI_HOME) ?? join(blankless(env.HOME) ?? homedir(), ".pulumi");
  const url =
    blankless(env.PULUMI_BACKEND_URL) ??
    read(join(project, "Pulumi.yaml"), backendIn) ??
    read(join(home, "credentials.json"), (text) => credentialsFile.parse(JSON.parse(text)).current) ??
    "";
  return /^file:\/\/\.{1,2}(\/|$)/.test(url) ? `file://${resolve(project, url.slice("file://".length))}` : url;
}

/** A project without a backend of its own is not worth loading a parser. */
const backendIn = (text: string): string | undefined =>
  text.includes("backend") ? projectFile.parse(yaml().parse(text)).backend?.url : undefined;

/** Loaded when needed, as every provider loads this file. `require` returns no types; this is the module's type. */
const yaml = (): typeof Yaml => createRequire(__filename)("yaml") as typeof Yaml;

/** The parsed value of a file; undefined where the file is missing or holds something else. */
function read(file: string, parsed: (text: string) => string | undefined): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return parsed(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
