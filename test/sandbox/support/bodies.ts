import { text, type Data, type Tenant } from "./tenant";

/** The first object of a kind in a fresh tenant: the system's own. */
export async function first({ api }: Tenant, path: string): Promise<Data> {
  const [row] = (await api("GET", path)).rows;
  if (row === undefined) throw new Error(`${path} is empty`);
  return row;
}

export const siteBody = (multimediaProfileId: string, name = "Lyon"): Data => ({
  name,
  active: true,
  multimediaProfileId,
});

export const teamBody = (siteId: string, name = "Tier 1"): Data => ({
  name,
  active: true,
  siteId,
  teamType: "AGENT",
  teamStatus: "IN_SERVICE",
});

export const queueBody = (teamId: string, musicId: string, name = "Support"): Data => ({
  name,
  active: true,
  queueType: "INBOUND",
  channelType: "TELEPHONY",
  queueRoutingType: "TEAM_BASED",
  routingType: "LONGEST_AVAILABLE_AGENT",
  serviceLevelThreshold: 60,
  maxActiveContacts: 0,
  maxTimeInQueue: 3600,
  monitoringPermitted: true,
  parkingPermitted: true,
  recordingPermitted: true,
  recordingAllCallsPermitted: false,
  pauseRecordingPermitted: true,
  recordingPauseDuration: 10,
  defaultMusicInQueueMediaFileId: musicId,
  callDistributionGroups: [{ order: 1, duration: 0, agentGroups: [{ teamId }] }],
});

export const entryPointBody = (name = "Main line"): Data => ({
  name,
  entryPointType: "INBOUND",
  channelType: "TELEPHONY",
  serviceLevelThreshold: 30,
  maximumActiveContacts: 0,
  active: true,
});

export const profileBody = (name = "Voice only"): Data => ({
  name,
  active: true,
  blendingModeEnabled: true,
  blendingMode: "BLENDED",
  telephony: 1,
  chat: 0,
  email: 0,
  social: 0,
  manuallyAssignable: { telephony: 0, chat: 0, email: 0, social: 0 },
});

/** A region as tenants of the United States show it. */
export const REGION = "2833f991-c688-43af-b556-490285909385";

/** A site, a team and a queue. */
export async function buildQueue(tenant: Tenant) {
  const site = await first(tenant, "v2/site");
  const music = await first(tenant, "v2/audio-file");
  const team = await tenant.api("POST", "team", teamBody(text(site, "id")));
  const queue = await tenant.api("POST", "contact-service-queue", queueBody(text(team.data, "id"), text(music, "id")));
  return { site, music, team: team.data, queue: queue.data };
}

/** The upload of a flow file. */
export function flowFile(document: unknown): FormData {
  const form = new FormData();
  const content = typeof document === "string" ? document : JSON.stringify(document);
  form.append("file", new Blob([content], { type: "application/json" }), "flow.json");
  return form;
}

/** The upload of a prompt. */
export function audioFile(info: Data, content = "RIFF", infoType = "application/json"): FormData {
  const form = new FormData();
  form.append("audioFileInfo", new Blob([JSON.stringify(info)], { type: infoType }));
  form.append("audioFile", new Blob([content], { type: "audio/wav" }), text(info, "name"));
  return form;
}

/** A small flow that queues a contact. */
export const flowDocument = (queueId: string, name = "Welcome"): Data => ({
  name,
  description: "",
  variables: [{ name: "tier", type: "STRING", value: "", source: "", id: "", isCAD: false }],
  process: {
    activities: {
      start: { id: "start", name: "NewPhoneContact", group: "start", properties: { activityName: "start" } },
      queue: {
        id: "queue",
        name: "QueueContact",
        group: "action",
        properties: { activityName: "queue-contact", destination: queueId, prompts: [{ value: "Welcome.wav" }] },
      },
    },
    links: [{ id: "l1", sourceActivityId: "start", targetActivityId: "queue", conditionExpr: "out", properties: {} }],
  },
  diagram: { widgets: {}, properties: {} },
  eventFlows: { eventsMap: {}, properties: {} },
  runtimeVariables: [],
  validationResults: [],
  validating: true,
  persist: true,
});
