import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import {
  checkFlow,
  jsonFault,
  TimeLimitError,
  FlowFormatError,
  RULES,
  SEVERITIES,
  readActivityDefinitions,
  type Finding,
  type Flow,
  type LintOptions,
} from "../../flow";
import { UNUSABLE } from "../shared/exit-codes";
import { type Linted, lintText } from "../shared/lint-text";
import { loadFlow } from "../shared/load-flow";
import { print, printJson, printStatus } from "../shared/print";
import { FileError, readText, readYaml } from "../shared/yaml-file";
import type { Verb } from "../shared/verb";

interface Options {
  readonly json?: boolean;
  readonly config?: string;
  readonly schema?: string;
  readonly activities?: string;
}

const PROJECT_FILE = "datadip.lint.json";

const ruleIds: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));
const ruleId = z.string().refine((id) => ruleIds.has(id), "is not a rule; docs/lint-rules.md lists them");
const setting = z.enum(["off", ...SEVERITIES]);

const Schema = z.object({
  objects: z.record(
    z.string(),
    z.object({
      fields: z.array(z.string()),
      relationships: z.record(z.string(), z.string()).optional(),
      children: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const Project = z.strictObject({
  /** For each rule: "off", or another severity. */
  rules: z
    .record(z.string(), setting)
    .superRefine((rules, context) => {
      for (const id of Object.keys(rules))
        if (!ruleIds.has(id))
          context.addIssue({ code: "custom", path: [id], message: "is not a rule; docs/lint-rules.md lists them" });
    })
    .optional(),
  /** Findings that are accepted, each with the reason. */
  suppress: z
    .array(
      z.strictObject({
        rule: ruleId,
        reason: z.string().trim().min(1, "must give the reason why the finding is accepted"),
        flow: z.string().optional(),
        process: z.string().optional(),
        activity: z.string().optional(),
        path: z.string().optional(),
      }),
    )
    .optional(),
  /** Ids that exist in the organisation. All other ids are reported as foreign. */
  knownIds: z.array(z.string()).optional(),
  bindings: z.record(z.string(), z.unknown()).optional(),
  /** Snapshot of the Salesforce org's objects and fields; a file next to this one. */
  schema: z.string().optional(),
  /** The organisation's activities, as written by `datadip flow activities`; a file next to this one. */
  activities: z.string().optional(),
});

const readJson = (file: string): unknown => {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch {
    throw new FileError(`${file} must be JSON: ${jsonFault(text)}.`);
  }
};

const schemaIn = (file: string): z.output<typeof Schema> => {
  const parsed = Schema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FileError(`${file}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not as described"}.`);
};

/** Removes keys without a value, which the options do not accept. */
const definedOnly = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // The type states what the filter does: there are no keys without a value.
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const readOptions = ({ config, schema: schemaFile, activities: activitiesFile }: Options): LintOptions => {
  const file = config ?? (existsSync(PROJECT_FILE) ? PROJECT_FILE : undefined);
  const project = file === undefined ? {} : readYaml(file, Project);
  const { suppress, schema, activities, ...rest } = {
    suppress: undefined,
    schema: undefined,
    activities: undefined,
    ...project,
  };
  const beside = (name: string | undefined): string | undefined =>
    name === undefined || file === undefined ? undefined : resolve(dirname(file), name);
  const snapshot = schemaFile ?? beside(schema);
  const definitions = activitiesFile ?? beside(activities);
  return {
    ...definedOnly(rest),
    ...(suppress === undefined
      ? {}
      : { suppressions: suppress.map((entry) => ({ rule: entry.rule, reason: entry.reason, ...definedOnly(entry) })) }),
    ...(snapshot === undefined ? {} : { schema: { objects: schemaObjects(snapshot) } }),
    ...(definitions === undefined ? {} : { activities: readDefinitions(definitions) }),
  };
};

const readDefinitions = (file: string): NonNullable<LintOptions["activities"]> => {
  try {
    return readActivityDefinitions(readJson(file));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new FileError(`${file} contains no activities; datadip flow activities writes such a file.`);
  }
};

const schemaObjects = (file: string): NonNullable<LintOptions["schema"]>["objects"] =>
  Object.fromEntries(
    Object.entries(schemaIn(file).objects).map(([name, object]) => [
      name,
      { fields: object.fields, ...definedOnly(object) },
    ]),
  );

const load = (
  file: string,
): { readonly file: string; readonly flow: Flow } | { readonly file: string; readonly error: string } => {
  try {
    return { file, flow: loadFlow(file) };
  } catch (error) {
    if (error instanceof FlowFormatError || error instanceof FileError) return { file, error: error.message };
    throw error;
  }
};

const exitCode = (all: readonly Linted[]): number => {
  if (all.some((entry) => "error" in entry)) return UNUSABLE;
  const isClean = all.every(
    (entry) => "error" in entry || entry.result.findings.every(({ severity }) => severity === "info"),
  );
  return isClean ? 0 : 1;
};

const jsonOf = (entry: Linted): object =>
  "error" in entry
    ? { file: entry.file, error: entry.error, findings: [] }
    : { file: entry.file, findings: entry.result.findings.map(wireFinding) };

const wireFinding = ({ rule, severity, process, activity, path, message, fix }: Finding): Finding => ({
  rule,
  severity,
  process,
  activity,
  path,
  message,
  fix,
});

const lintFiles = (files: readonly string[], options: LintOptions): readonly Linted[] => {
  const loaded = files.map(load);
  const flows = loaded.flatMap((entry) => ("flow" in entry ? [entry.flow] : []));
  return loaded.map((entry) => {
    if ("error" in entry) return entry;
    try {
      const siblings = flows.filter((flow) => flow !== entry.flow);
      return { ...entry, result: checkFlow(entry.flow, { ...options, siblings }) };
    } catch (error) {
      if (error instanceof TimeLimitError) return { file: entry.file, error: error.message };
      throw error;
    }
  });
};

/** `datadip lint`: checks flows without a tenant. Exit 0 clean or only info, 1 with warnings or errors, 2 for unusable input. */
export const lintVerb: Verb = (program: Command): void => {
  program
    .command("lint")
    .description("check call flows: structure, expressions, requests, SOQL and good practice")
    .argument("<file...>", "flow exports, v1 or FlowV2")
    .option("--json", "machine-readable: one object for one file, a list for several")
    .option(
      "--config <file>",
      `project file with rules, suppressions and known ids (default: ${PROJECT_FILE} where it exists)`,
    )
    .option("--schema <file>", "snapshot of the Salesforce org's objects and fields")
    .option("--activities <file>", "the organisation's activities, as datadip flow activities writes them")
    .action((files: readonly string[], options: Options) => {
      const all = lintFiles(files, readOptions(options));
      if (options.json === true) printJson(all.length === 1 ? all.map(jsonOf)[0] : all.map(jsonOf));
      else print(lintText(all));
      for (const entry of all) if ("error" in entry) printStatus(entry.error);
      process.exitCode = exitCode(all);
    });
};
