import { RunError } from "@pulumi/pulumi/errors";
import { getProject, getStack } from "@pulumi/pulumi/metadata";
import { getConfig } from "@pulumi/pulumi/runtime/config";
import { getEngine } from "@pulumi/pulumi/runtime/settings";
import { checkLive, knownSettings } from "../settings/config-keys";
import type { Descriptor } from "./descriptor";
import { misspeltKeys, Settings } from "../settings/settings";
import { toRunError } from "./to-run-error";
import { isRecord, type Values } from "./types";

/** Checks that only the program's process can make. Each throws a RunError, which the CLI prints without a stack trace. */

/** Refuses a credential that is in the stack's config in clear. */
export function refusePlainSecrets(env: NodeJS.ProcessEnv = process.env): void {
  const secret: unknown = JSON.parse(env.PULUMI_CONFIG_SECRET_KEYS ?? "[]");
  const { secrets } = knownSettings();
  const plain = keysOf(env).find((key) => secrets.includes(key) && !(Array.isArray(secret) && secret.includes(key)));
  if (plain === undefined) return;
  throw new RunError(
    `${plain} lies in the stack's config in clear. Store it encrypted instead: pulumi config set --secret ${plain}   (then renew it, since it may have been committed)`,
  );
}

/** Refuses settings that nothing reads. Keys of the project's namespace belong to the program. */
export function refuseMisspeltSettings(env: NodeJS.ProcessEnv = process.env, project = getProject()): void {
  const wrong = misspeltKeys(keysOf(env).filter((key) => !key.startsWith(`${project}:`))).join("\n");
  if (wrong === "") return;
  const [first = ""] = wrong.split(" ");
  throw new RunError(`${wrong}\nRemove it, and set the one that was meant: pulumi config rm ${first}`);
}

/** The keys of the stack's config. */
function keysOf(env: NodeJS.ProcessEnv): readonly string[] {
  const stored: unknown = JSON.parse(env.PULUMI_CONFIG ?? "{}");
  return isRecord(stored) ? Object.keys(stored) : [];
}

/** Refuses the resource option `import`: the engine reads the object before it knows which code can read it. */
export function refuseImport({ kind, noun, notAdoptable }: Descriptor, logicalName: string, id: unknown): void {
  if (id === undefined) return;
  const way =
    notAdoptable === undefined
      ? `take the option out, and bring the ${noun} into the stack by: ` +
        `npx datadip adopt ${kind} ${JSON.stringify(logicalName)} ${typeof id === "string" ? id : "ID"} > import.json && ` +
        `pulumi import --file import.json --generate-code=false --protect=false`
      : `an existing ${noun} cannot be taken under management: ${notAdoptable}. Take the option out.`;
  throw new RunError(`${kind} ${logicalName}: the option import does not work for this kind of resource; ${way}`);
}

let accepted: string | undefined;

/** Both checks of the settings, once for each config, as every resource calls this. */
export function refuseWrongSettings(env: NodeJS.ProcessEnv = process.env): void {
  const config = `${env.PULUMI_CONFIG ?? ""} ${env.PULUMI_CONFIG_SECRET_KEYS ?? ""}`;
  if (config === accepted) return;
  refusePlainSecrets(env);
  refuseMisspeltSettings(env);
  accepted = config;
}

const complete = new Set<string>();

/**
 * Refuses a live run that lacks a setting of this cloud, before anything is made: otherwise each resource and look-up would report it.
 * Tests of a program with mocks need no settings.
 */
export function refuseMissingSettings(cloud: string): void {
  if (complete.has(cloud) || getEngine() === undefined) return;
  try {
    checkLive(cloud, new Settings({ config: (key) => getConfig(key), env: process.env }));
  } catch (error) {
    throw toRunError(error);
  }
  complete.add(cloud);
}

/** Natural keys in this program, by stack and kind, with the logical name of the first resource. */
const namesByKey = new Map<string, string>();
const objectIds = new WeakMap<object, number>();
let nextObjectId = 1;

/** Refuses two resources that would be the same object. Compares plain values, and outputs by identity. */
export function refuseDuplicates(descriptor: Descriptor, logicalName: string, args: Values): void {
  refuseTwo(descriptor, logicalName, args, "Rename one of them.");
  const { listOf } = descriptor;
  if (listOf === undefined) return;
  const entries = args[listOf.input];
  // An output is not known yet.
  if (!isRecord(entries) || Object.getPrototypeOf(entries) !== Object.prototype) return;
  for (const [key, value] of Object.entries(entries))
    refuseTwo(listOf, logicalName, listOf.single(key, value, args), `Leave ${key} out of one of them.`);
}

function refuseTwo(
  descriptor: { readonly kind: string; readonly noun: string; readonly naturalKey: readonly string[] },
  logicalName: string,
  args: Values,
  advice: string,
): void {
  const parts = descriptor.naturalKey.map((key) => identity(args[key]));
  if (parts.includes(undefined)) return;
  const key = JSON.stringify([getProject(), getStack(), descriptor.kind, ...parts]);
  const other = namesByKey.get(key);
  if (other === undefined) namesByKey.set(key, logicalName);
  else if (other !== logicalName) {
    throw new RunError(
      `The resources ${other} and ${logicalName} declare the same ${descriptor.noun}: ${descriptor.naturalKey.join(" and ")} must be unique. ${advice}`,
    );
  }
}

function identity(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "number") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return undefined;
  const id = objectIds.get(value) ?? nextObjectId++;
  objectIds.set(value, id);
  return `output ${id}`;
}
