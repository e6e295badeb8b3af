import { z } from "zod";
import { COUNTRIES } from "./dial-plans";
import { TEXT_NAMES } from "./texts";

const country = z.enum(COUNTRIES);
const text = z.string().min(1).max(1_000);
/** Name of a Salesforce field, a custom one ending in __c. */
const field = z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be the API name of a Salesforce field");
/** Name of a flow variable. */
const variableName = z.string().regex(/^[A-Za-z]\w{0,79}$/, "must be letters, digits and underscores, a letter first");
/** Text without anything that expressions or JSON would read. */
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
/** The rank of calls about which nothing is known: behind all others. */
export const LAST_RANK = 9;
/** Values of a picklist; a quote or brace could not be written into an expression. */
const picklist = z.string().regex(/^[^"\\{}%]{1,80}$/, "must not contain quotes, braces, backslashes or percent signs");

export const language = z.strictObject({
  /** Such as "en-US" or "fr-FR". English, French, German and Spanish bring their texts along. */
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must look like "en-US"'),
  /** Voice such as "en-US-Standard-C". May be left out where there is one language: Global_VoiceName then decides. */
  voice: z.string().min(1).optional(),
  /** Callers from these countries hear this language; the first language serves everybody else. */
  countries: z.array(country).default([]),
  /** Texts instead of the built-in ones; all that the chosen options say for other languages. */
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
  /** What the flow calls it: letters, digits and underscores, a letter first. Its activity is `Queue_<key>`. */
  key: z.string().regex(/^[A-Za-z]\w{0,69}$/, "must be letters, digits and underscores, a letter first"),
  /** Calls of this priority or a more urgent one go here, unless a queue before it takes them; 1 to 9. */
  upTo: rank,
  /** Asks business hours of its own first; outside them its calls go to the main queue. */
  hours: z.boolean().default(false),
});

const newCase = z.strictObject({
  /** Subject of the case, as agents read it. */
  subject: plain(255),
  /** Value of the picklist Case Origin. */
  origin: plain(40).default("Phone"),
});

const callback = z.strictObject({
  /** Offered when the expected wait is longer than so many minutes. A wait that Webex cannot tell is not an offer. */
  minutes: z.int().min(1).max(240),
});

const routeToOwner = z.strictObject({
  /** How long the owner's desktop may ring, in seconds. */
  seconds: z.int().min(10).max(60).default(20),
});

const closed = z
  .strictObject({
    /** Whether callers with a number may ask to be called back. */
    callback: z.boolean().default(false),
    /** Number of a voicemail box, in E.164, that callers may be put through to. */
    messageTo: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, "must be in E.164, such as +13125550100")
      .optional(),
  })
  .refine(({ callback: isOffered, messageTo }) => isOffered || messageTo !== undefined, {
    error: "offers nothing: give callback: true, messageTo, or both",
  });

const handOver = z.strictObject({
  /** Salesforce field to the flow's variable that it receives: `{ Subject: "caseSubject" }`. */
  fields: z.record(field, variableName).refine((fields) => Object.keys(fields).length > 0, { error: "names no field" }),
  /** The record that the connector fills: the call's activity, or a case that it makes for each incoming call. */
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
  /** What callers may choose outside business hours, instead of being sent away; needs `hours`. */
  closed: closed.optional(),
  /** Asks callers whom nobody knows for a case number, and others who say that they call about another case. The case opens for the agent. */
  askCaseNumber: z.boolean().default(false),
  /** Makes a case when an agent takes the call of exactly one known contact without an open case. Never for unknown or blocked callers, or after a failed look-up. */
  newCase: newCase.optional(),
  /** Offers the agent who owns the customer's account the call first; any outcome but an answer leads to the queue. */
  routeToOwner: routeToOwner.optional(),
  /** Offers a callback that keeps the caller's place, where the expected wait is known to be long. */
  callback: callback.optional(),
  /** Variables handed to Cisco's connector inside Salesforce; `dataDipCallCenterSettings` has the settings for its call center. */
  handOver: handOver.optional(),
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
