import { rowsIn, isJsonObject, objectWithoutNulls, textOf, type JsonObject } from "../../core/json";
import { created, objectBody, replaced } from "../crud";
import { configError, invalidFields } from "../webex-errors";
import { nounOf } from "../read-nouns";
import type { Entity } from "../entities";
import { routes, type Call } from "../route";
import { describedBy, partNamed } from "./audio-file";

/** Channels for work items and custom messaging, and their assets, by Cisco's public description of autumn 2026. */

export const channel = nounOf("channel", {
  check: (body) => {
    if (body.logoType === "MOMENTUM" && body.logoIconName === undefined) throw invalidFields(["logoIconName"]);
  },
  present: (entity, { entities }) => ({
    ...entity,
    numberOfAsset: entities.referrers(entity.id).filter(({ kind }) => kind === "asset").length,
    ...(entity.logoType === "LOGO_URL" ? { logoUrl: `https://channel-logos.example.com/${entity.id}` } : {}),
  }),
});

/** The fields of a channel are in one member of a JSON body, or in one part of a multipart body with the logo. */
function channelBody(call: Call): JsonObject {
  const parts = call.body.type === "multipart" ? call.body.parts : undefined;
  const info =
    parts === undefined ? objectBody(call).logoFileInfo : describedBy(partNamed(parts, "logoFileInfo"), call);
  if (!isJsonObject(info)) throw invalidFields(["logoFileInfo"]);
  if (info.logoType === "LOGO_URL") partNamed(parts ?? [], "logoFile");
  return objectWithoutNulls(info);
}

export const asset = nounOf("asset", {
  check: (body, { entities }) => {
    const isWork = body.channelType === "WORK_ITEM";
    const fields = rowsIn(body.dataSchema);
    const isShown = ["isViewable", "isRequired"].every((flag) => fields.some((field) => field[flag] === true));
    const wrong = [
      ...(isWork && (!isShown || fields.length > 50) ? ["dataSchema"] : []),
      ...(isWork || body.webhookConfig !== undefined ? [] : ["webhookConfig"]),
      ...(entities.seen("channel", textOf(body.channelId))?.channelType === body.channelType ? [] : ["channelId"]),
    ];
    if (wrong.length > 0) throw invalidFields(wrong);
  },
  // Reads never return the secret.
  present: ({ webhookConfig, ...entity }) => ({
    ...entity,
    ...(isJsonObject(webhookConfig) ? { webhookConfig: { webhookUrl: webhookConfig.webhookUrl ?? null } } : {}),
  }),
});

const CHANNEL = "/organization/{orgid}/channel";
const ASSET = "/organization/{orgid}/asset/{id}";

function workItemBody(call: Call, before: Entity): JsonObject {
  if (before.channelType !== "WORK_ITEM") throw configError(400, "PUT is supported for WORK_ITEM assets only");
  return objectBody(call);
}

function customPatch(call: Call, before: Entity): JsonObject {
  if (before.channelType === "WORK_ITEM") throw configError(400, "PATCH is not supported for WORK_ITEM assets");
  return { ...before, ...objectBody(call) };
}

export const assetRoutes = routes({
  [`POST ${CHANNEL}`]: (call) => created(channel, call, channelBody),
  [`PUT ${CHANNEL}/{id}`]: (call) => replaced(channel, call, channelBody),
  [`PUT ${ASSET}`]: (call) => replaced(asset, call, workItemBody),
  [`PATCH ${ASSET}`]: (call) => replaced(asset, call, customPatch),
});
