import * as pulumi from "@pulumi/pulumi";
import { misspeltKeys } from "datadip";
import type { DataDipOptions } from "datadip/flow";
import { z } from "zod";

const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be in E.164, such as +13125550100");
const email = z.email("must be an e-mail address");
const name = z.string().min(1, "must not be empty");
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM");

const hours = z.union(
  [
    z.strictObject({ existing: name }),
    z.strictObject({
      timezone: name,
      workingHours: z
        .array(
          z.strictObject({
            name,
            days: z.array(z.enum(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"])).min(1),
            startTime: clock,
            endTime: clock,
          }),
        )
        .min(1),
    }),
  ],
  "must be { existing: NAME } or { timezone, workingHours: [{ name, days, startTime, endTime }] }",
);

/** The flow checks the other members and reports errors. */
const language = z.custom<NonNullable<DataDipOptions["languages"]>[number]>(
  (value) => typeof value === "object" && value !== null && "locale" in value,
  "must be { locale, voice, countries, texts }",
);

const checkedByFlow = <K extends keyof DataDipOptions>(example: string) =>
  z
    .custom<NonNullable<DataDipOptions[K]>>(
      (value) => typeof value === "object" && value !== null,
      `must be ${example}`,
    )
    .optional();

const rank = z.union([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => z.literal(n as 1)));

/** Every key of the data-dip stack below `datadip:`, besides the settings of datadip itself. See Pulumi.prod.example.yaml. */
const DATA_DIP = {
  program: name.optional(),
  name: name.default("Data Dip"),
  numbers: z.array(e164).min(1).default(["+15551230001"]),
  country: z.enum(["US", "CA", "FR", "GB", "DE", "ES", "IT", "NL", "BE", "CH", "AU"]).default("US"),
  agents: z.array(email).optional(),
  teams: z
    .array(z.strictObject({ name, existing: z.boolean().optional(), members: z.array(email).optional() }))
    .min(1)
    .optional(),
  queues: z
    .array(
      z.strictObject({
        name,
        existing: z.boolean().optional(),
        teams: z.array(name).min(1).optional(),
        later: z.array(z.strictObject({ teams: z.array(name).min(1), afterSeconds: z.int().min(0) })).optional(),
        upTo: rank.optional(),
        hours: hours.optional(),
        serviceLevelSeconds: z.int().min(1).optional(),
        maxTimeInQueueSeconds: z.int().min(1).max(86_400).optional(),
      }),
    )
    .min(1)
    .default([{ name: "Data Dip Support" }, { name: "Data Dip Urgent", upTo: 2 as 1 }]),
  site: z.strictObject({ name, existing: z.boolean().optional() }).optional(),
  hours: hours.optional(),
  languages: z.array(language).min(1).optional(),
  greeting: name.optional(),
  postCall: z.enum(["comment", "task", "none"]).optional(),
  screenPop: z.enum(["account", "contact", "case"]).optional(),
  closed: checkedByFlow<"closed">("{ callback: true } or { messageTo: NUMBER }, or both"),
  askCaseNumber: z.boolean().optional(),
  newCase: checkedByFlow<"newCase">("{ subject, origin }"),
  routeToOwner: checkedByFlow<"routeToOwner">("{ seconds }"),
  callback: checkedByFlow<"callback">("{ minutes }"),
  handOver: checkedByFlow<"handOver">("{ fields: { FIELD: VARIABLE }, to }"),
  fallbackQueue: name.optional(),
  outdial: z
    .array(z.strictObject({ name, number: e164 }))
    .min(1)
    .optional(),
  integrationUsername: email.default("webex@datadip.example"),
  contactEmail: email.default("it@datadip.example"),
  connectorKind: z.enum(["salesforce", "custom"]).optional(),
  generations: z.array(name).min(1).optional(),
  existingConnector: name.optional(),
  interactionField: z
    .union([z.literal(false), z.string().endsWith("__c", "must be a custom field, ending in __c")])
    .optional(),
  tag: z.enum(["Live", "Latest", "Test", "Dev"]).optional(),
  throwAway: z.boolean().default(false),
  protect: z.boolean().default(false),
} as const;

/** Keys of the other programs in this folder. */
const OTHERS = ["flowFile", "flowBindings", "flowLint", "number", "serviceLevelSeconds", "stage"];

/** Keys that only programs in this folder read. */
export const OWN_KEYS: readonly string[] = [...Object.keys(DATA_DIP), ...OTHERS].map((key) => `datadip:${key}`);

export type DataDipConfig = z.output<z.ZodObject<typeof DATA_DIP>>;

/**
 * The config of the data-dip stack.
 * @throws RunError, one sentence for the first misspelt or wrong key.
 */
export function dataDipConfig(): DataDipConfig {
  refuseMisspelt();
  const config = new pulumi.Config("datadip");
  const given = Object.keys(DATA_DIP).map((key) => [key, valueOf(config.get(key))] as const);
  const parsed = z.strictObject(DATA_DIP).safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [key, ...inner] = issue?.path ?? [];
  const place = inner.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  throw new pulumi.RunError(
    `datadip:${String(key)}${place} in the stack's config is wrong: ${issue?.message ?? "not as described"}. See Pulumi.prod.example.yaml for what it may be.`,
  );
}

/** Refuses unknown keys, which would be ignored silently. @throws RunError with the key that was probably meant. */
export function refuseMisspelt(): void {
  const wrong = misspeltKeys(Object.keys(pulumi.runtime.allConfig()), OWN_KEYS);
  if (wrong.length > 0)
    throw new pulumi.RunError(
      `${wrong.join("\n")}\nCorrect it with pulumi config set, and pulumi config rm the other.`,
    );
}

/** Values that look like a list, an object or a boolean are parsed as JSON. */
function valueOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (!/^(\[|\{|true$|false$)/.test(text.trim())) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // then the check of the key reports the error
  }
}
