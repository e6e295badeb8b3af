import { z } from "zod";
import { COUNTRIES } from "./dial-plans";
import { TEXT_NAMES } from "./texts";

const country = z.enum(COUNTRIES);
const text = z.string().min(1).max(1_000);
/** Name of a Salesforce field, a custom one ending in __c. */
const field = z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be the API name of a Salesforce field");
/** Name of a flow variable. */
const variableName = z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be letters, digits and underscores, a letter first");
/** Text without the special characters of expressions and JSON. */
const plain = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^"\\{}%]*$/, "must not contain quotes, braces, backslashes or percent signs");
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
/** The rank of calls without a known priority, the last one. */
export const LAST_RANK = 9;
/** Values of a picklist. Quotes and braces cannot be written into an expression. */
const picklist = z.string().regex(/^[^"\\{}%]{1,80}$/, "must not contain quotes, braces, backslashes or percent signs");

export const language = z.strictObject({
  /** Such as "en-US" or "fr-FR". English, French, German and Spanish have built-in texts. */
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must look like "en-US"'),
  /** Voice such as "en-US-Standard-C". Required with several languages. With one, Global_VoiceName is the default. */
  voice: z.string().min(1).optional(),
  /** Callers from these countries hear this language. All others hear the first language. */
  countries: z.array(country).default([]),
  /** Texts that replace the built-in ones. For a language without built-in texts, all texts that the chosen options need. */
  texts: z.partialRecord(z.enum(TEXT_NAMES), text).default({}),
});

const extraField = z.strictObject({
  /** API name of the Salesforce field. */
  field,
  /** Flow variable that receives it. */
  variable: variableName,
  /** Label on the agent's desktop. */
  label: z.string().min(1).max(50),
});

const lane = z.strictObject({
  /** Name of the queue in the flow: letters, digits and underscores, a letter first. Its activity is `Queue_<key>`. */
  key: z.string().regex(/^[A-Za-z]\w{0,69}$/, "must be letters, digits and underscores, a letter first"),
  /** Lowest priority that goes to this queue, 1 (first) to 9. More urgent calls go here too, unless an earlier queue in the list takes them. */
  upTo: rank,
  /** Whether the queue has its own business hours. Outside them its calls go to the main queue. */
  hours: z.boolean().default(false),
});

const newCase = z.strictObject({
  /** Subject of the case, which agents read. */
  subject: plain(255),
  /** Value of the picklist Case Origin. */
  origin: plain(40).default("Phone"),
});

const callback = z.strictObject({
  /** The callback is offered when the expected wait is longer than this, in minutes. It is not offered when the wait is unknown. */
  minutes: z.int().min(1).max(240),
});

const routeToOwner = z.strictObject({
  /** How long the owner's desktop rings, in seconds. */
  seconds: z.int().min(10).max(60).default(20),
});

const closed = z
  .strictObject({
    /** Whether callers with a number may request a callback. */
    callback: z.boolean().default(false),
    /** Number of a voicemail box, in E.164, to which callers may be transferred. */
    messageTo: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, "must be in E.164, such as +13125550100")
      .optional(),
  })
  .refine(({ callback: isOffered, messageTo }) => isOffered || messageTo !== undefined, {
    error: "offers nothing: give callback: true, messageTo, or both",
  });

const handOver = z.strictObject({
  /** By Salesforce field, the flow variable that it receives: `{ Subject: "caseSubject" }`. */
  fields: z.record(field, variableName).refine((fields) => Object.keys(fields).length > 0, { error: "names no field" }),
  /** The record that the connector fills: the call's activity, or a new case for each incoming call. */
  to: z.enum(["activity", "case"]).default("activity"),
});

export const optionsSchema = z.strictObject({
  /** Name of the flow in Flow Designer: letters, digits, underscores. */
  name: z.string().default("Salesforce_Data_Dip"),
  /** Lightning address of the Salesforce org, such as "https://acme.lightning.force.com". */
  salesforceUrl: z.url().transform((url) => url.replace(/\/+$/, "")),
  /** Salesforce REST API version. */
  apiVersion: z
    .string()
    .regex(/^[6-9]\d\.0$/, 'must be a version from "60.0" on')
    .default("66.0"),
  /** Country of numbers without a country code. */
  defaultCountry: country,
  /** Further countries whose national spellings are searched too. Different numbers of two countries may have the same spelling, so list only countries that customers call from. */
  countries: z.array(country).default([]),
  /** Phone fields of Contact that are searched. */
  contactPhoneFields: z.array(field).min(1).max(6).default(["Phone", "MobilePhone", "HomePhone", "OtherPhone"]),
  /** Field of Contact that holds the number as +15207739050. If given, only this field is searched, with one exact match instead of many spellings. */
  contactE164Field: field.optional(),
  /** Phone fields of Account that are searched when no contact has the number. */
  accountPhoneFields: z.array(field).min(1).max(3).default(["Phone"]),
  /** Languages of the flow. Callers whose country is in no language hear the first one. */
  languages: z
    .array(language)
    .min(1)
    .max(6)
    .default([{ locale: "en-US", countries: [], texts: {} }]),
  /** Queue priority by Case.Priority, 1 (first) to 9 (last). The smaller number of case and account is used, and 9 where neither has one. */
  casePriorities: z.record(picklist, rank).default({ High: 1, Medium: 4, Low: 7 }),
  /** Queue priority by a field of Account. */
  accountPriorities: z.strictObject({ field, values: z.record(picklist, rank) }).optional(),
  /** Queues for urgent calls in addition to the main one, the most urgent first. Calls that they refuse go to the main queue. */
  queues: z.array(lane).max(8).default([]),
  /** Whether business hours are checked after the greeting. Outside them, on holidays and under overrides callers hear the text `closed`, and the call ends. */
  hours: z.boolean().default(false),
  /** Choices of callers outside business hours, before the call ends; needs `hours`. */
  closed: closed.optional(),
  /** Asks unknown callers for a case number, and known callers who say that they call about another case. The case opens for the agent. */
  askCaseNumber: z.boolean().default(false),
  /** Creates a case when an agent answers, if the caller is exactly one known contact without an open case. Never for unknown or blocked callers, or after a failed look-up. */
  newCase: newCase.optional(),
  /** Offers the call first to the agent who owns the customer's account. Without an answer the call goes to the queue. */
  routeToOwner: routeToOwner.optional(),
  /** Offers a callback that keeps the caller's place in the queue, where the expected wait is long. */
  callback: callback.optional(),
  /** Variables passed to Cisco's connector inside Salesforce. `dataDipCallCenterSettings` makes the settings of its call center. */
  handOver: handOver.optional(),
  /** Record written to Salesforce after a call with a case. */
  postCall: z.enum(["comment", "task", "none"]).default("comment"),
  /** Field of Case that receives the id of the call, such as "WebexInteractionId__c". */
  interactionField: field.optional(),
  /** More fields for the agent's desktop. */
  fields: z
    .strictObject({ contact: z.array(extraField).max(5).default([]), case: z.array(extraField).max(5).default([]) })
    .default({ contact: [], case: [] }),
  /** Milliseconds for each request to Salesforce, at most 2,500 because the caller hears silence. */
  timeoutMs: z.int().min(500).max(2_500).default(2_000),
  /** Music while waiting, and seconds between comfort messages. */
  music: z
    .strictObject({
      file: z.string().endsWith(".wav").default("defaultmusic_on_hold.wav"),
      seconds: z.int().min(10).max(600).default(60),
    })
    .default({ file: "defaultmusic_on_hold.wav", seconds: 60 }),
  /** Record whose page opens when an agent answers. Without it, the account's page, else the contact's, else the search for the number. With several matches always the search. */
  screenPop: z.enum(["account", "contact", "case"]).default("account"),
  /** Where that page opens. */
  screenPopTarget: z.enum(["newBrowserTab", "sameBrowserTab", "insideDesktop"]).default("newBrowserTab"),
});

/** Arguments of `dataDipFlow`. */
export type DataDipOptions = z.input<typeof optionsSchema>;
