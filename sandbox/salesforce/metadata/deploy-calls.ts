import { picked, textOf, type JsonObject, type Json } from "../../core/json";
import type { Org } from "../org";
import { stamp } from "../soql/dates";
import { type DeployMessage, optionsSchema } from "./apply";
import { isDone, statusOf, type Deploy, cancelDeploy, findDeploy, quickDeploy, startDeploy } from "./deploys";
import { childrenOf, textIn } from "../xml";
import { type MetadataCall, clientFault } from "./soap";

const nameOf = (org: Org, userId: string): string => textOf(org.records.get("User", userId)?.Name);

const MESSAGE_MEMBERS = [
  ...["changed", "componentType", "created", "createdDate", "deleted", "fileName", "fullName"],
  ...["id", "problem", "problemType", "success"],
];

const messageBody = (message: DeployMessage, createdDate: string): JsonObject =>
  picked({ ...message, createdDate }, MESSAGE_MEMBERS);

/** The manifest is counted among the successes. */
const manifestMessage: DeployMessage = {
  componentType: "",
  fileName: "package.xml",
  fullName: "package.xml",
  changed: true,
  created: false,
  deleted: false,
  success: true,
};

const TESTS: JsonObject = {
  codeCoverage: [],
  codeCoverageWarnings: [],
  failures: [],
  flowCoverage: [],
  flowCoverageWarnings: [],
  numFailures: 0,
  numTestsRun: 0,
  successes: [],
  totalTime: 0,
};

function detailsOf(deploy: Deploy, when: string): JsonObject {
  const messages = deploy.outcome?.messages ?? [];
  const readable = !messages.some(({ fullName }) => fullName === "package.xml");
  const successes = messages.filter(({ success }) => success);
  const listed = deploy.outcome !== null && readable ? [manifestMessage, ...successes] : successes;
  return {
    componentFailures: messages.filter(({ success }) => !success).map((message) => messageBody(message, when)),
    componentSuccesses: listed.map((message) => messageBody(message, when)),
    runTestResult: TESTS,
  };
}

/** A deploy as both protocols answer it, members in the order of the WSDL. @param date formats a time in milliseconds */
function resultOf(org: Org, deploy: Deploy, includeDetails: boolean, date: (ms: number) => string): JsonObject {
  const status = statusOf(org, deploy);
  const done = isDone(status);
  const { options, outcome } = deploy;
  const messages = outcome?.messages ?? [];
  const failed = messages.filter(({ success }) => !success).length;
  const endedAt = deploy.canceledAt ?? deploy.finishAt;
  const touchedAt = done ? endedAt : status === "Pending" ? deploy.createdAt : deploy.startAt;
  const canceler = deploy.canceledById;
  return {
    ...(canceler === null ? {} : { canceledBy: canceler, canceledByName: nameOf(org, canceler) }),
    checkOnly: options.checkOnly,
    ...(done ? { completedDate: date(endedAt) } : {}),
    createdBy: deploy.userId,
    createdByName: nameOf(org, deploy.userId),
    createdDate: date(deploy.createdAt),
    details: includeDetails ? detailsOf(deploy, date(endedAt)) : { componentFailures: [], componentSuccesses: [] },
    done,
    ...(outcome?.errorMessage === undefined ? {} : { errorMessage: outcome.errorMessage }),
    id: deploy.id,
    ignoreWarnings: options.ignoreWarnings,
    lastModifiedDate: date(touchedAt),
    numberComponentErrors: failed,
    numberComponentsDeployed: messages.length - failed,
    numberComponentsTotal: messages.length,
    numberFiles: messages.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    rollbackOnError: options.rollbackOnError,
    runTestsEnabled: options.testLevel !== undefined && options.testLevel !== "NoTestRun",
    ...(status === "Pending" ? {} : { startDate: date(deploy.startAt) }),
    status,
    success: status === "Succeeded" || status === "SucceededPartial",
    zipSize: deploy.zipBytes,
  };
}

const isoDate = (ms: number): string => new Date(ms).toISOString();

/** For SOAP; lists are arrays that the XML writer repeats. */
export const soapResult = (org: Org, deploy: Deploy, includeDetails: boolean): JsonObject =>
  resultOf(org, deploy, includeDetails, isoDate);

/** For REST; lists in the details are arrays even when they are empty. */
export function restResult(org: Org, deploy: Deploy, includeDetails: boolean): JsonObject {
  const { details, ...rest } = resultOf(org, deploy, includeDetails, stamp);
  const lists = { allComponentMessages: [], ...(typeof details === "object" ? details : {}) };
  return { ...rest, details: includeDetails ? lists : null };
}

const asyncResult = ({ session }: MetadataCall, deploy: Deploy): JsonObject => ({
  done: isDone(statusOf(session.org, deploy)),
  id: deploy.id,
  state: statusOf(session.org, deploy) === "Pending" ? "Queued" : "InProgress",
});

export function deploy(call: MetadataCall): JsonObject {
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
}

export function checkDeploy({ message, session }: MetadataCall): JsonObject {
  const found = findDeploy(session.org, textIn(message, "asyncProcessId"));
  return { result: soapResult(session.org, found, textIn(message, "includeDetails") === "true") };
}

export function cancel({ message, session }: MetadataCall): JsonObject {
  const canceled = cancelDeploy(session.org, session.userId, textIn(message, "String"));
  return { result: { done: isDone(statusOf(session.org, canceled)), id: canceled.id } };
}

export const deployValidated = ({ message, session }: MetadataCall): JsonObject => ({
  result: quickDeploy(session.org, session.userId, textIn(message, "validationId")).id,
});
