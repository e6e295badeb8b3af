import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../core/json";
import { internalConflict, invalidFields } from "../webex-errors";
import { access, description, flag, id, int, nameOf } from "../fields";
import type { Noun } from "../noun";

const ids = z.array(id).optional();

const schema = z.object({
  name: nameOf(/^[a-zA-Z0-9._\s()-]+$/),
  description,
  active: flag,
  parentType: z.enum(["ORGANIZATION", "SITE"]),
  siteId: id.optional(),
  screenPopup: flag.optional(),
  lastAgentRouting: flag.optional(),
  autoWrapUp: flag.optional(),
  autoAnswer: flag.optional(),
  autoWrapAfterSeconds: int.min(0).optional(),
  agentAvailableAfterOutdial: flag.optional(),
  allowAutoWrapUpExtension: flag.optional(),
  accessWrapUpCode: access,
  wrapUpCodes: ids,
  accessIdleCode: access,
  idleCodes: ids,
  accessQueue: access,
  queues: ids,
  accessEntryPoint: access,
  entryPoints: ids,
  accessBuddyTeam: access,
  buddyTeams: ids,
  consultToQueue: flag.optional(),
  outdialEnabled: flag.optional(),
  outdialEntryPointId: id.optional(),
  outdialANIId: id.optional(),
  addressBookId: id.optional(),
  dialPlanEnabled: flag.optional(),
  dialPlans: ids,
  agentDNValidation: access,
  agentDNValidationCriteria: access.optional(),
  agentDNValidationCriterions: z.array(z.string()).optional(),
  loginVoiceOptions: z.array(z.enum(["AGENT_DN", "EXTENSION", "BROWSER"])).optional(),
  viewableStatistics: z.object({
    id: id.optional(),
    agentStats: flag.optional(),
    accessQueueStats: access,
    contactServiceQueues: ids,
    loggedInTeamStats: flag.optional(),
    accessTeamStats: access,
    teams: ids,
  }),
  thresholdRules: z.array(z.string()).optional(),
  timeoutDesktopInactivityCustomEnabled: flag.optional(),
  timeoutDesktopInactivityMins: int.min(3).max(10_000).optional(),
  showUserDetailsMS: flag.optional(),
  stateSynchronizationMS: flag.optional(),
  showUserDetailsWebex: flag.optional(),
  stateSynchronizationWebex: flag.optional(),
});

const check = (body: JsonObject): void => {
  const wrong = [
    ...(body["parentType"] === "SITE" && body["siteId"] === undefined ? ["siteId"] : []),
    ...(body["autoWrapAfterSeconds"] !== undefined && body["autoWrapUp"] !== true ? ["autoWrapAfterSeconds"] : []),
    ...(body["timeoutDesktopInactivityMins"] !== undefined && body["timeoutDesktopInactivityCustomEnabled"] !== true
      ? ["timeoutDesktopInactivityMins"]
      : []),
  ];
  if (wrong.length > 0) throw invalidFields(wrong);
};

/** What an agent may do at the desktop; called Desktop Profile in Control Hub. */
export const agentProfile: Noun = {
  kind: "agent-profile",
  see: "https://developer.webex.com/webex-contact-center/docs/api/v1/desktop-profile",
  schema,
  prefixes: { list: ["", "v2"], create: [""], item: [""] },
  created: 201,
  deleted: 204,
  unique: ["name"],
  references: {
    siteId: "site",
    wrapUpCodes: "auxiliary-code",
    idleCodes: "auxiliary-code",
    queues: "contact-service-queue",
    entryPoints: "entry-point",
    buddyTeams: "team",
    outdialEntryPointId: "entry-point",
    outdialANIId: "outdial-ani",
    addressBookId: "address-book",
    dialPlans: "",
    "viewableStatistics.contactServiceQueues": "contact-service-queue",
    "viewableStatistics.teams": "team",
  },
  listOmits: [
    "wrapUpCodes",
    "idleCodes",
    "queues",
    "entryPoints",
    "buddyTeams",
    "dialPlans",
    "loginVoiceOptions",
    "viewableStatistics",
    "thresholdRules",
    "agentDNValidationCriterions",
  ],
  check,
  complete: (body, { before, entities }) => {
    const statistics = isJsonObject(body["viewableStatistics"]) ? body["viewableStatistics"] : {};
    const old = isJsonObject(before?.["viewableStatistics"]) ? before["viewableStatistics"] : {};
    // The statistics are an object of their own: a clone must not carry the id of somebody else's.
    if (statistics["id"] !== undefined && statistics["id"] !== old["id"])
      throw internalConflict("viewableStatistics: id");
    return { ...body, viewableStatistics: { ...statistics, id: old["id"] ?? entities.core.ids.uuid() } };
  },
  bulk: "create",
};
