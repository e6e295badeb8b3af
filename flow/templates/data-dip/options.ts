import { z } from "zod";
import { FlowDefinitionError } from "../../build";
import { COUNTRIES } from "./dial-plans";
import { isBuiltIn, TEXTS, type Texts } from "./texts";

const country = z.enum(COUNTRIES);
const text = z.string().min(1).max(1_000);
/** Name of a Salesforce field, a custom one ending in __c. */
const field = z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be the API name of a Salesforce field");
const rank = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
]);
/** The rank of calls about which nothing is known: behind all others. */
export const LAST_RANK = 9;
/** Values of a picklist; a quote or brace could not be written into an expression. */
const picklist = z.string().regex(/^[^"\\{}%]{1,80}$/, "must not contain quotes, braces, backslashes or percent signs");

const language = z.strictObject({
  /** Such as "en-US" or "fr-FR". English, French, German and Spanish bring their texts along. */
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must look like "en-US"'),
  /** Voice such as "en-US-Standard-C". May be left out where there is one language: Global_VoiceName then decides. */
  voice: z.string().min(1).optional(),
  /** Callers from these countries hear this language; the first language serves everybody else. */
  countries: z.array(country).default([]),
  /** Texts instead of the built-in ones; all of them for other languages. */
  texts: z
    .strictObject({
      greeting: text,
      hello: text,
      oneMoment: text,
      hold: text,
      comfort: text,
      apology: text,
      error: text,
      goodbye: text,
      closed: text,
    })
    .partial()
    .default({}),
});

const extraField = z.strictObject({
  /** API name of the Salesforce field. */
  field,
  /** Flow variable that receives it. */
  variable: z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be letters, digits and underscores, a letter first"),
  /** Label on the agent's desktop. */
  label: z.string().min(1).max(50),
});

const lane = z.strictObject({
  /** What the flow calls it: letters, digits and underscores, a letter first. Its activity is `Queue_<key>`. */
  key: z.string().regex(/^[A-Za-z]\w{0,69}$/, "must be letters, digits and underscores, a letter first"),
  /** Calls of this priority or a more urgent one go here, unless a queue before it takes them; 1 to 9. */
  upTo: rank,
  /** Asks business hours of its own first; outside them its calls go to the main queue. */
  hours: z.boolean().default(false),
});

const optionsSchema = z.strictObject({
  /** Name of the flow in Flow Designer: letters, digits, underscores. */
  name: z.string().default("Salesforce_Data_Dip"),
  /** Lightning address of the Salesforce org, such as "https://acme.lightning.force.com". */
  salesforceUrl: z.url().transform((url) => url.replace(/\/+$/, "")),
  /** Salesforce REST API version. */
  apiVersion: z
    .string()
    .regex(/^[6-9]\d\.0$/, 'must be a version from "60.0" on')
    .default("66.0"),
  /** Country that numbers without a country code belong to. */
  defaultCountry: country,
  /** Further countries whose national spellings are searched too. Two countries may write different numbers alike: name only those that customers come from. */
  countries: z.array(country).default([]),
  /** Phone fields of Contact that are searched. */
  contactPhoneFields: z.array(field).min(1).max(6).default(["Phone", "MobilePhone", "HomePhone", "OtherPhone"]),
  /** Field of Contact that holds the number as +15207739050. Given, it alone is searched: one exact match instead of many spellings. */
  contactE164Field: field.optional(),
  /** Phone fields of Account that are searched when no contact has the number. */
  accountPhoneFields: z.array(field).min(1).max(3).default(["Phone"]),
  /** First language for everybody whose country no other language names. */
  languages: z
    .array(language)
    .min(1)
    .max(6)
    .default([{ locale: "en-US", countries: [], texts: {} }]),
  /** Queue priority by Case.Priority, 1 first to 9 last; the smaller of case and account counts, 9 when neither says anything. */
  casePriorities: z.record(picklist, rank).default({ High: 1, Medium: 4, Low: 7 }),
  /** Queue priority by a field of Account. */
  accountPriorities: z.strictObject({ field, values: z.record(picklist, rank) }).optional(),
  /** Queues beside the main one for urgent calls, the most urgent first. What they refuse goes to the main queue. */
  queues: z.array(lane).max(8).default([]),
  /** Asks business hours after the greeting. Outside them, on holidays and under overrides callers hear the text `closed`, and the call ends. */
  hours: z.boolean().default(false),
  /** What is written to Salesforce when a call with a case has ended. */
  postCall: z.enum(["comment", "task", "none"]).default("comment"),
  /** Field of Case that receives the id of the call, such as "WebexInteractionId__c". */
  interactionField: field.optional(),
  /** More fields for the agent's desktop. */
  fields: z
    .strictObject({ contact: z.array(extraField).max(5).default([]), case: z.array(extraField).max(5).default([]) })
    .default({ contact: [], case: [] }),
  /** Milliseconds for each question to Salesforce. The caller hears nothing meanwhile, so 2,500 at most. */
  timeoutMs: z.int().min(500).max(2_500).default(2_000),
  /** Music while waiting, and seconds between comfort messages. */
  music: z
    .strictObject({
      file: z.string().endsWith(".wav").default("defaultmusic_on_hold.wav"),
      seconds: z.int().min(10).max(600).default(60),
    })
    .default({ file: "defaultmusic_on_hold.wav", seconds: 60 }),
  /** Whose page opens when an agent answers. Without that record the account's, else the contact's, else the search for the number; with several matches always the search. */
  screenPop: z.enum(["account", "contact", "case"]).default("account"),
  /** Where that page opens. */
  screenPopTarget: z.enum(["newBrowserTab", "sameBrowserTab", "insideDesktop"]).default("newBrowserTab"),
});

/** Arguments of `dataDipFlow`. */
export type DataDipOptions = z.input<typeof optionsSchema>;

/** Arguments with their defaults, texts complete. */
export interface Settings extends Omit<z.output<typeof optionsSchema>, "languages"> {
  readonly languages: readonly Language[];
}

export interface Language {
  readonly locale: string;
  readonly voice: string | undefined;
  readonly countries: readonly (typeof COUNTRIES)[number][];
  readonly texts: Texts;
}

/** @throws FlowDefinitionError naming the first argument that is wrong. */
export function readOptions(options: DataDipOptions): Settings {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new FlowDefinitionError(
      `dataDipFlow: ${issue?.path.join(".") ?? "options"} is wrong: ${issue?.message ?? "not as described"}.`,
    );
  }
  const { languages, ...rest } = parsed.data;
  checkLanes(rest);
  return { ...rest, languages: languages.map((entry) => completeLanguage(entry, languages.length > 1, rest.hours)) };
}

type Ranked = Pick<z.output<typeof optionsSchema>, "queues" | "casePriorities" | "accountPriorities">;

/** A queue that no call can reach is a mistake in the numbers, or in their order. */
function checkLanes({ queues, casePriorities, accountPriorities }: Ranked): void {
  const ranks = [...Object.values(casePriorities), ...Object.values(accountPriorities?.values ?? {}), LAST_RANK];
  queues.forEach(({ key, upTo }, index) => {
    const before = queues.slice(0, index);
    if (before.some((other) => other.key === key))
      throw new FlowDefinitionError(`dataDipFlow: two of queues have the key "${key}"; name them differently.`);
    const taken = Math.max(0, ...before.map((other) => other.upTo));
    if (!ranks.some((value) => value > taken && value <= upTo))
      throw new FlowDefinitionError(
        `dataDipFlow: no call goes to the queue "${key}", because no priority is above ${taken} and at most ${upTo}; put queues in the order of upTo, and give the priorities such numbers.`,
      );
  });
}

function completeLanguage(
  { locale, voice, countries, texts }: z.output<typeof language>,
  isOneOfSeveral: boolean,
  hasHours: boolean,
): Language {
  if (isOneOfSeveral && voice === undefined)
    throw new FlowDefinitionError(
      `dataDipFlow: languages.${locale} needs a voice, because every language would otherwise be spoken by the same one.`,
    );
  const key = locale.slice(0, 2);
  const built: Partial<Texts> = isBuiltIn(key) ? TEXTS[key] : {};
  const all = { ...TEXTS.en, ...built, ...defined(texts) };
  const missing = isBuiltIn(key) ? undefined : needed(hasHours).find((name) => !Object.hasOwn(texts, name));
  if (missing !== undefined)
    throw new FlowDefinitionError(
      `dataDipFlow: languages.${locale} needs texts.${missing}; only English, French, German and Spanish bring theirs along.`,
    );
  return { locale, voice, countries, texts: all };
}

const needed = (hasHours: boolean): readonly string[] =>
  Object.keys(TEXTS.en).filter((name) => name !== "closed" || hasHours);

const defined = (texts: { readonly [K in keyof Texts]?: string | undefined }): Partial<Texts> =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));

/** Whether the open case's id is needed: to write to the case, or to open it. */
export const keepsCase = (settings: Settings): boolean => keepsInteraction(settings) || settings.screenPop === "case";

/** Whether anything is written to Salesforce that needs the id of the call. */
export const keepsInteraction = ({ postCall, interactionField }: Settings): boolean =>
  postCall !== "none" || interactionField !== undefined;
