import type { Json, JsonObject } from "../../core/json";
import { childrenOf, textIn } from "../xml";
import { optionsSchema } from "./apply";
import type { MetadataCall } from "./call";
import { soapResult } from "./deploy-result";
import { cancelDeploy, findDeploy, isDone, quickDeploy, startDeploy, statusOf, type Deploy } from "./deploys";
import { clientFault } from "./soap";

const asyncResult = ({ session }: MetadataCall, deploy: Deploy): JsonObject => ({
  done: isDone(statusOf(session.org, deploy)),
  id: deploy.id,
  state: statusOf(session.org, deploy) === "Pending" ? "Queued" : "InProgress",
});

export const deploy = (call: MetadataCall): JsonObject => {
  const zip = Buffer.from(textIn(call.message, "ZipFile"), "base64");
  const element = call.message.children.find(({ name }) => name === "DeployOptions");
  const flags = (element?.children ?? []).map(({ name, text }): readonly [string, Json] => {
    const value = text.trim();
    return [name, name === "testLevel" ? value : value === "true" || value === "1"];
  });
  const runTests = childrenOf(element, "runTests").map(({ text }) => text.trim());
  const options = optionsSchema.safeParse({ ...Object.fromEntries(flags), runTests });
  if (!options.success) throw clientFault("DeployOptions cannot be read: a value is not of its type");
  const { org, userId } = call.session;
  return { result: asyncResult(call, startDeploy(org, userId, zip, options.data)) };
};

export const checkDeploy = ({ message, session }: MetadataCall): JsonObject => {
  const found = findDeploy(session.org, textIn(message, "asyncProcessId"));
  return { result: soapResult(session.org, found, textIn(message, "includeDetails") === "true") };
};

export const cancel = ({ message, session }: MetadataCall): JsonObject => {
  const canceled = cancelDeploy(session.org, session.userId, textIn(message, "String"));
  return { result: { done: isDone(statusOf(session.org, canceled)), id: canceled.id } };
};

export const deployValidated = ({ message, session }: MetadataCall): JsonObject => ({
  result: quickDeploy(session.org, session.userId, textIn(message, "validationId")).id,
});
