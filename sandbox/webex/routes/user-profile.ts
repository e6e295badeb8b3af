import { textOf, type JsonObject } from "../../core/json";
import { namedEntity, show } from "../crud";
import { configError, invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";
import { ok, partly, routes } from "../route";

/** Permissions that every profile with specific permissions must list. */
export const PERMISSIONS =
  "audio-prompt agent-personalized-greeting holiday-list override working-hour call-recording-schedule channel support-number flow-settings-override queue flow function global-variable web-chat-asset resource-collection user-profile user site skill-profile skill-definition team address-book agent-wellbeing auto-csat generated-summary real-time-transcription suggested-response desktop-layout desktop-profile dial-plan multimedia-profile idle-wrapup-code outdial-ani quick-reply api-key audit-trail business-rules-engine campaign-manager routing-strategy tenant-setting audio-recording-transcript tag additional-supervisory change-agent-state manage-agent-queues-assignment reskill-agent send-message sign-out-agent analyzer call-monitoring barge-in whisper-coach restricted-monitor-only view-blind-monitor-request mid-call-monitor threshold-rule multimedia basic-digital social-channel coaching-insights sentiment-analysis evaluations-analytics coaching-insights-assignment evaluation-forms-assignment evaluation-forms-manage evaluation-forms-calibrate-questions predicted-wait-time personalized-ai-routing".split(
    " ",
  );

function check(body: JsonObject): void {
  const specific = body.permissionAccessLevel === "SPECIFIC";
  if (["ADMINISTRATOR_ONLY", "STANDARD_AGENT"].includes(textOf(body.profileType)) && !specific) {
    throw invalidFields(["permissionAccessLevel"]);
  }
  if (!specific) return;
  const entries: readonly unknown[] = Array.isArray(body.permissions) ? body.permissions : [];
  const named = new Set(
    entries.map((entry) => (typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined)),
  );
  // The service's error names the wrong member.
  if (PERMISSIONS.some((permission) => !named.has(permission))) throw invalidFields(["userProfilePermissions"]);
}

/** The permissions of an administrator, supervisor or agent. */
export const userProfile = nounOf("user-profile", { check });

function decommissioned(): never {
  throw configError(400, "This API is decommissioned. Please use the v3 version");
}

const base = "/organization/{orgid}";

export const userProfileRoutes = routes({
  [`GET ${base}/v3/user-profile/{id}/acl`]: [
    (call) => ok({ ...show(userProfile, call, namedEntity(userProfile, call)), resources: [] }),
    partly("Resources are always empty."),
  ],
  [`POST ${base}/user-profile`]: decommissioned,
  [`PUT ${base}/user-profile/{id}`]: decommissioned,
  [`POST ${base}/v2/user-profile`]: decommissioned,
  [`PUT ${base}/v2/user-profile/{id}`]: decommissioned,
});
