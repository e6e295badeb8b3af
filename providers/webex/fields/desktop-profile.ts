import { z } from "zod";
import { descriptionField, idField, nameField } from "./common";
import { MAX_INACTIVITY_MINUTES, MIN_INACTIVITY_MINUTES } from "../limits";

const access = z.enum(["ALL", "SPECIFIC", "PROVISIONED_VALUE", "NONE"]);
const ids = <Of extends string>(of: Of) => z.array(idField(of)).min(1, "needs at least one id").optional();

export const ViewableStatistics = z.strictObject({
  /** Whether agents see their own statistics. */
  agentStats: z.boolean().default(true),
  /** Which queues' statistics they see. */
  accessQueueStats: access.default("ALL"),
  /** The queues, for `SPECIFIC`. */
  contactServiceQueues: ids("a queue"),
  /** Whether they see the statistics of the team they signed in to. */
  loggedInTeamStats: z.boolean().default(true),
  /** Which teams' statistics they see. */
  accessTeamStats: access.default("ALL"),
  /** The teams, for `SPECIFIC`. */
  teams: ids("a team"),
});

/** Inputs of a desktop profile. */
export const DesktopProfileInputs = z.strictObject({
  /** Unique in the organisation; at most 80 letters, digits, spaces, `.`, `_`, `-`, `(` and `)`. */
  name: nameField(/^[a-zA-Z0-9._\s\-()]+$/, 80, "letters, digits, spaces, ., _, - and parentheses"),
  /** For administrators; at most 255 characters. */
  description: descriptionField().optional(),
  /** Whether users can be given it. */
  active: z.boolean().default(true),
  /** Who may be given it: users of the whole organisation, or of one site. Fixed at creation. */
  parentType: z.enum(["ORGANIZATION", "SITE"]).default("ORGANIZATION"),
  /** The site, required for `SITE`. */
  siteId: idField("a site").optional(),
  /** Whether flows may open a page in the agent's browser, such as the caller's record. */
  screenPopup: z.boolean().default(true),
  /** Whether agents may ask for a caller to be routed to them next time. */
  lastAgentRouting: z.boolean().default(false),
  /** Whether calls are answered without a click. */
  autoAnswer: z.boolean().default(false),
  /** Whether wrap-up ends automatically, with the default wrap-up code. */
  autoWrapUp: z.boolean().default(false),
  /** Seconds until wrap-up ends automatically; 0 or more, with `autoWrapUp` only. */
  autoWrapAfterSeconds: z.number().int("must be whole seconds").min(0, "must be at least 0 s").optional(),
  /** Whether agents may extend the wrap-up time. */
  allowAutoWrapUpExtension: z.boolean().default(false),
  /** Whether agents are available right after an outdial call. */
  agentAvailableAfterOutdial: z.boolean().default(false),
  /** Which wrap-up codes agents may pick. */
  accessWrapUpCode: access.default("ALL"),
  /** The wrap-up codes, for `SPECIFIC`: ids of auxiliary codes. */
  wrapUpCodes: ids("a wrap-up code"),
  /** Which idle codes agents may pick. */
  accessIdleCode: access.default("ALL"),
  /** The idle codes, for `SPECIFIC`: ids of auxiliary codes. */
  idleCodes: ids("an idle code"),
  /** Which queues agents may transfer to. */
  accessQueue: access.default("ALL"),
  /** The queues, for `SPECIFIC`. */
  queues: ids("a queue"),
  /** Which entry points agents may transfer to. */
  accessEntryPoint: access.default("ALL"),
  /** The entry points, for `SPECIFIC`. */
  entryPoints: ids("an entry point"),
  /** Which teams' agents they may consult, conference and transfer to. */
  accessBuddyTeam: access.default("ALL"),
  /** The teams, for `SPECIFIC`. */
  buddyTeams: ids("a team"),
  /** Whether agents may consult a queue. */
  consultToQueue: z.boolean().default(true),
  /** Whether agents may dial out; needs `outdialEntryPointId`. */
  outdialEnabled: z.boolean().default(false),
  /** The `OUTBOUND` entry point of outdial calls. */
  outdialEntryPointId: idField("an entry point").optional(),
  /** The outdial ANI: numbers that agents may show when they dial out. */
  outdialANIId: idField("an outdial ANI").optional(),
  /** The address book that agents dial from. */
  addressBookId: idField("an address book").optional(),
  /** Which number an agent may sign in with: `NONE` any, `PROVISIONED_VALUE` the user's own, `SPECIFIC` one that fits the criteria. */
  agentDNValidation: access.default("NONE"),
  /** Whether the number's format is checked, for `SPECIFIC`. */
  agentDNValidationCriteria: access.optional(),
  /** The formats, for `SPECIFIC`. */
  agentDNValidationCriterions: z
    .array(z.string().min(1, "must not be empty"))
    .min(1, "needs at least one format")
    .optional(),
  /** How agents may take calls: at a number, at an extension, in the browser. */
  loginVoiceOptions: z
    .array(z.enum(["AGENT_DN", "EXTENSION", "BROWSER"]))
    .min(1, "needs at least one way")
    .default(["AGENT_DN", "EXTENSION", "BROWSER"]),
  /** Which statistics agents see. */
  viewableStatistics: ViewableStatistics.prefault({}),
  /** Alerts that agents get: ids of threshold rules, which can be made in Control Hub only. */
  thresholdRules: z.array(z.string().min(1, "must be the id of a threshold rule")).optional(),
  /** Whether agents are signed out after `timeoutDesktopInactivityMins` instead of after the organisation's time. */
  timeoutDesktopInactivityCustomEnabled: z.boolean().default(false),
  /** Minutes without a click until an agent is signed out: 3 to 10,000. Required with `timeoutDesktopInactivityCustomEnabled`. */
  timeoutDesktopInactivityMins: z
    .number()
    .int("must be whole minutes")
    .min(MIN_INACTIVITY_MINUTES, `must be at least ${MIN_INACTIVITY_MINUTES} min`)
    .max(MAX_INACTIVITY_MINUTES, `may be at most ${MAX_INACTIVITY_MINUTES} min`)
    .optional(),
  /** Whether agents see details of colleagues in Microsoft Teams. */
  showUserDetailsMS: z.boolean().optional(),
  /** Whether the agent's state follows Microsoft Teams. */
  stateSynchronizationMS: z.boolean().optional(),
  /** Whether agents see details of colleagues in Webex. */
  showUserDetailsWebex: z.boolean().optional(),
  /** Whether the agent's state follows Webex. */
  stateSynchronizationWebex: z.boolean().optional(),
});
