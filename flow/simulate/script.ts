import { z } from "zod";
import { DEFAULT_OPTIONS, OPTION_VALUES } from "./options";

const seconds = z.number().min(0).max(86_400);
/** A value of a flow as text. YAML reads some values as numbers or booleans. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const phoneNumber = z.string({ error: 'is not a text; put telephone numbers in quotes, as in "+15207739050"' });

/** Outcome of one visit of an activity. */
const outcome = z.strictObject({
  /** The port that is taken. */
  port: text.optional(),
  /** A system error with this text. */
  error: z.string().optional(),
  outputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Seconds that the activity takes. */
  afterSeconds: seconds.optional(),
});

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false; // Intl reports an unknown zone by a RangeError only
  }
}

const fields = {
  /** Caller's number; "anonymous" when withheld. */
  from: phoneNumber.default("+15550100001"),
  /** Number dialled. */
  to: phoneNumber.default("+15550100000"),
  /** Instant of arrival, ISO 8601; without an offset in `timeZone`, or in the zone of an environment's business hours. */
  at: z.iso
    .datetime({ offset: true, local: true, error: "is not an ISO 8601 time such as 2026-12-24T16:00" })
    .default("2026-01-05T09:00:00"),
  /** Zone of dates in the flow that have none. */
  timeZone: z
    .string()
    .refine(isZone, {
      error: ({ input }) => `is "${String(input)}", and no such time zone exists; write one such as Europe/Paris`,
    })
    .default("UTC"),
  interactionId: z.string().default("00000000-0000-4000-8000-000000000001"),
  /** Further outputs of the start node, such as EntryPointId. */
  entry: z.record(z.string(), text).default({}),
  /** Values set by the entry point. */
  variables: z.record(z.string(), text).default({}),
  caller: z
    .strictObject({
      /** Keys for each menu and digit collection in turn; "" for no key. After the end of the list no key is pressed. */
      digits: z.array(text.nullable().transform((keys) => keys ?? "")).default([]),
      /** Seconds until the keys are pressed, from the prompt's end, or from its start where it can be interrupted. */
      pressesAfterSeconds: seconds.default(1),
      /** Seconds after dialling until the caller hangs up. */
      hangsUpAfterSeconds: seconds.optional(),
      /** The caller hangs up when the call enters this activity. */
      hangsUpIn: z.string().optional(),
      /** Seconds until the caller hangs up without an agent. */
      patienceSeconds: z.number().min(0).max(200_000).default(600),
    })
    .prefault({}),
  agent: z
    .strictObject({
      /** Seconds in the queue until the first offer; "never" where no agent is free. */
      offeredAfterSeconds: z.union([seconds, z.literal("never")]).default(20),
      /** Number of offers without an answer before an agent answers. */
      noAnswers: z.int().min(0).max(50).default(0),
      ringSeconds: seconds.default(5),
      talkSeconds: seconds.default(60),
      /** Values that the agent saves on the desktop during the call. */
      saves: z.record(z.string(), text).default({}),
      hangsUp: z.enum(["agent", "caller"]).default("agent"),
      id: z.string().default("00000000-0000-4000-8000-0000000000a1"),
      name: z.string().default("Alex Agent"),
      email: z.string().default("alex.agent@example.com"),
      teamId: z.string().default(""),
      teamName: z.string().default("Support"),
    })
    .prefault({}),
  /** Outcomes by activity: one, or a list with one for each visit. The last one is used for all later visits. */
  activities: z.record(z.string(), z.union([outcome.transform((one) => [one]), z.array(outcome).min(1)])).default({}),
  /** Duration of audio files in seconds, by name. */
  audioSeconds: z.record(z.string(), seconds).default({}),
  options: z
    .strictObject({
      onMissingPath: z.enum(OPTION_VALUES.onMissingPath).default(DEFAULT_OPTIONS.onMissingPath),
      onExpressionError: z.enum(OPTION_VALUES.onExpressionError).default(DEFAULT_OPTIONS.onExpressionError),
      attempts: z.enum(OPTION_VALUES.attempts).default(DEFAULT_OPTIONS.attempts),
      onErrorStatus: z.enum(OPTION_VALUES.onErrorStatus).default(DEFAULT_OPTIONS.onErrorStatus),
      onNull: z.enum(OPTION_VALUES.onNull).default(DEFAULT_OPTIONS.onNull),
    })
    .prefault({}),
  /** Makes errors of things that a tolerant platform ignores: ports without a link, prompts after the end of the call. */
  strict: z.boolean().default(false),
};

/** The acts of caller and agent, and the surroundings of one call. */
export const callScriptSchema = z.strictObject(fields, {
  error: ({ code, input }) =>
    code === "invalid_type" && Array.isArray(input)
      ? "is a list, like a table of answers; give a table with --table"
      : undefined,
});

export type CallScript = z.output<typeof callScriptSchema>;
export type CallScriptInput = z.input<typeof callScriptSchema>;

/** A script from `input`, with defaults for everything else. */
export const callScript = (input: CallScriptInput = {}): CallScript => callScriptSchema.parse(input);
