import type { JsonObject } from "../core/json";
import type { Entities } from "./entities";
import { ORGANIZATION_NAME } from "./routes/organization";
import { issueFirstRefreshToken } from "./tenant";

/** Puts an object into the fresh tenant; its id depends on kind and name alone. */
type Plant = (kind: string, name: string, body: JsonObject) => string;

const planter =
  (entities: Entities): Plant =>
  (kind, name, body) => {
    const { core } = entities;
    const now = core.clock.now();
    const id = core.ids.named(kind, name);
    entities.put(kind, {
      name,
      ...body,
      id,
      organizationId: core.orgId,
      version: 0,
      systemDefault: body["systemDefault"] ?? true,
      createdTime: now,
      lastUpdatedTime: now,
    });
    return id;
  };

/** What a tenant holds on the day it is handed over: the system's own objects and nothing anybody made. */
export const seedTenant = (entities: Entities): void => {
  issueFirstRefreshToken(entities.core);
  const plant = planter(entities);
  entities.put("organization", { id: entities.core.orgId, name: ORGANIZATION_NAME });
  const profileId = plant("multimedia-profile", "Default_Multimedia_Profile", {
    active: true,
    blendingModeEnabled: true,
    blendingMode: "BLENDED",
    telephony: 1,
    chat: 3,
    email: 5,
    social: 3,
    manuallyAssignable: { telephony: 0, chat: 0, email: 0, social: 0 },
  });
  plant("site", "Site-1", { active: true, multimediaProfileId: profileId, description: "" });
};
