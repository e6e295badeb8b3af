import { z } from "zod";
import { catching } from "../../core/catching";
import { without } from "../../core/json";
import { Refused } from "../salesforce-errors";
import type { Org } from "../org";
import { standingOf } from "../versions";
import { BundleError } from "./bundle-files";
import { readBody, sameBody, SchemaError } from "./bodies";
import { readBundle, type Bundle, type BundleItem, type BundleProblem, type Removal } from "./bundle";
import { removeComponent, saveComponent, ensurePolicies } from "./components";
import { kindOf } from "./kinds";

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm */
export const optionsSchema = z.object({
  allowMissingFiles: z.boolean().default(false),
  autoUpdatePackage: z.boolean().default(false),
  checkOnly: z.boolean().default(false),
  ignoreWarnings: z.boolean().default(false),
  performRetrieve: z.boolean().default(false),
  purgeOnDelete: z.boolean().default(false),
  rollbackOnError: z.boolean().default(false),
  runTests: z.array(z.string()).default([]),
  singlePackage: z.boolean().default(false),
  testLevel: z
    .enum(["NoTestRun", "RunSpecifiedTests", "RunLocalTests", "RunAllTestsInOrg", "RunRelevantTests"])
    .optional(),
});
export type DeployOptions = z.output<typeof optionsSchema>;

export const messageSchema = z.object({
  componentType: z.string(),
  fileName: z.string(),
  fullName: z.string(),
  id: z.string().optional(),
  changed: z.boolean(),
  created: z.boolean(),
  deleted: z.boolean(),
  success: z.boolean(),
  problem: z.string().optional(),
  problemType: z.enum(["Warning", "Error"]).optional(),
});

/** The result for one component of a bundle. */
export type DeployMessage = z.output<typeof messageSchema>;

export const outcomeSchema = z.object({
  status: z.enum(["Succeeded", "SucceededPartial", "Failed"]),
  /** An error of the whole deploy, before any component was checked. */
  errorMessage: z.string().optional(),
  messages: z.array(messageSchema),
});
export type Outcome = z.output<typeof outcomeSchema>;

interface Scene {
  readonly org: Org;
  readonly userId: string;
  readonly options: DeployOptions;
  readonly version: number;
}

const plain = { changed: false, created: false, deleted: false };

const failure = (place: Omit<BundleProblem, "problem">, problem: string): DeployMessage => ({
  componentType: place.type,
  fileName: place.fileName,
  fullName: place.fullName,
  ...plain,
  success: false,
  problem,
  problemType: "Error",
});

function saveItem({ org, userId, options, version }: Scene, item: BundleItem): DeployMessage {
  const kind = kindOf(item.type);
  if (kind === undefined) return failure(item, `Unknown type name '${item.type}' specified in package.xml`);
  const saved = (): DeployMessage => {
    const order = org.switches().fileElementOrder;
    const body = without(readBody(item.element, item.type, { version, order }), "fullName", "module");
    const before = org.components.get(item.type, item.fullName);
    const scene = { org, userId, version, fullName: item.fullName, ignoreWarnings: options.ignoreWarnings };
    const mode = kind.without.includes("create") ? "update" : "upsert";
    const { component, created } = saveComponent(kind, body, scene, mode);
    const changed = created || before === undefined || !sameBody(before.body, component.body);
    const { type, fullName, fileName } = item;
    return { componentType: type, fileName, fullName, id: component.id, ...plain, changed, created, success: true };
  };
  const parsed = () => catching(SchemaError, saved, ({ message }) => failure(item, `Error parsing file: ${message}`));
  return catching(Refused, parsed, ({ problem }) => failure(item, problem.message));
}

/** A component that does not exist is a warning, not an error. */
function removeItem({ org, options }: Scene, { type, fullName, fileName }: Removal): DeployMessage {
  const message = { componentType: type, fileName, fullName, ...plain };
  const kind = kindOf(type === "Settings" ? `${fullName}Settings` : type);
  if (kind === undefined)
    return failure({ type, fileName, fullName }, `Unknown type name '${type}' specified in destructiveChanges.xml`);
  if (org.components.get(kind.type, fullName) === undefined) {
    const problem = `No ${type} named: ${fullName} found`;
    return { ...message, success: options.ignoreWarnings, problem, problemType: "Warning" };
  }
  const removed = (): DeployMessage => {
    const { id } = removeComponent(kind, fullName, org);
    return { ...message, id, changed: true, deleted: true, success: true };
  };
  return catching(Refused, removed, ({ problem }) => failure({ type, fileName, fullName }, problem.message));
}

/** Carries an outcome out of a transaction that must be rolled back. */
class Undone extends Error {
  constructor(readonly outcome: Outcome) {
    super("undone");
  }
}

function run(scene: Scene, bundle: Bundle): Outcome {
  const remove = (when: Removal["when"]): readonly DeployMessage[] =>
    bundle.removals.filter((removal) => removal.when === when).map((removal) => removeItem(scene, removal));
  const messages = [
    ...bundle.problems.map((problem) => failure(problem, problem.problem)),
    ...remove("before"),
    ...bundle.items.map((item) => saveItem(scene, item)),
    ...remove("after"),
  ];
  const failed = messages.some(({ success }) => !success);
  if (failed && scene.options.rollbackOnError) throw new Undone({ status: "Failed", messages });
  ensurePolicies(scene.org, scene.userId, scene.version);
  const partly = failed && messages.some(({ success }) => success);
  const outcome: Outcome = { status: failed ? (partly ? "SucceededPartial" : "Failed") : "Succeeded", messages };
  if (scene.options.checkOnly) throw new Undone(outcome);
  return outcome;
}

const notABundle = (message: string): Outcome => ({
  status: "Failed",
  messages: [failure({ type: "", fileName: "package.xml", fullName: "package.xml" }, message)],
});

/** The deploy that waits for a bundle to be applied. */
export interface Ticket {
  /** False when another process has applied it already. */
  readonly isDue: () => boolean;
  /** Stores the outcome, in the transaction that applied the bundle. */
  readonly finish: (outcome: Outcome) => void;
}

function served(bundle: Bundle): Bundle | Outcome {
  const version = bundle.version.toFixed(1);
  return standingOf(version) === "served" ? bundle : notABundle(`package.xml: Invalid version specified: ${version}`);
}

const read = (zip: Uint8Array, { allowMissingFiles }: DeployOptions): Bundle | Outcome =>
  catching<BundleError, Bundle | Outcome>(
    BundleError,
    () => served(readBundle(zip, allowMissingFiles)),
    ({ message }) => notABundle(message),
  );

/**
 * Applies a zipped bundle to the org in a separate transaction; never call it inside another one.
 * With `checkOnly`, or after a failure with `rollbackOnError`, the org is left as it was.
 */
export function applyBundle(org: Org, userId: string, zip: Uint8Array, options: DeployOptions, ticket: Ticket): void {
  const bundle = read(zip, options);
  const { store } = org.core;
  try {
    store.transaction(() => {
      if (!ticket.isDue()) return;
      const unreadable = "status" in bundle;
      ticket.finish(unreadable ? bundle : run({ org, userId, options, version: bundle.version }, bundle));
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    store.transaction(() => {
      if (ticket.isDue()) ticket.finish(error.outcome);
    });
  }
}
