import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { jsonFault, RULES, SEVERITIES, readActivityDefinitions, type LintOptions } from "../../flow";
import { FileError, readText, readYaml } from "./yaml-file";
import type { Options } from "../commands/lint";
import { parseJson } from "../../flow/json";

export const PROJECT_FILE = "datadip.lint.json";

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

function readJson(file: string): unknown {
  const text = readText(file);
  const json = parseJson(text);
  if (json === undefined) throw new FileError(`${file} must be JSON: ${jsonFault(text)}.`);
  return json;
}

function schemaIn(file: string): z.output<typeof Schema> {
  const parsed = Schema.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new FileError(`${file}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not as described"}.`);
}

/** Removes keys without a value, which the options do not accept. */
const definedOnly = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // The type states what the filter does: there are no keys without a value.
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

export function readOptions({ config, schema: schemaFile, activities: activitiesFile }: Options): LintOptions {
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
}

function readDefinitions(file: string): NonNullable<LintOptions["activities"]> {
  try {
    return readActivityDefinitions(readJson(file));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new FileError(`${file} contains no activities; datadip flow activities writes such a file.`);
  }
}

const schemaObjects = (file: string): NonNullable<LintOptions["schema"]>["objects"] =>
  Object.fromEntries(
    Object.entries(schemaIn(file).objects).map(([name, object]) => [
      name,
      { fields: object.fields, ...definedOnly(object) },
    ]),
  );
