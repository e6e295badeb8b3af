import { isHole } from "../../../expression";
import { textAt } from "../../../json";
import type { Variable } from "../../../model";
import { holesIn, readAddress } from "../../../soql";
import { type Context, type Text, fullName } from "../../context";
import type { Report, Checks } from "../../rule";
import { quotedList, shortened, report, textReport } from "../shared";
import { addresses, eachCall } from "./calls";

const noTarget = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const missing: Report[] = [];
    if (
      call.usesConnector &&
      (textAt(call.node.properties, "connectorId") ?? "") === "" &&
      !context.isOpen(call, "connectorId")
    )
      missing.push(report(call, "connectorId", `"${call.node.name}" uses a connector, but none is chosen.`));
    if (call.address === undefined && !context.isOpen(call, call.addressKey))
      missing.push(
        report(call, call.addressKey, `"${call.node.name}" has no ${call.usesConnector ? "path" : "address"} to call.`),
      );
    return missing;
  });

const PLAIN = /^\s*http:\/\//i;

/** The variable at the start of an address, if its default is an address without encryption. */
function plainDefault(context: Context, { segments }: Text): Variable | undefined {
  const first = segments.find((segment) => isHole(segment) || segment.text.trim() !== "");
  if (first === undefined || !isHole(first)) return undefined;
  return first.hole.variables
    .flatMap(({ root }) => context.variables.get(root) ?? [])
    .find(({ value }) => PLAIN.test(value ?? ""));
}

const plainHttp = (context: Context): readonly Report[] =>
  addresses(context).flatMap((text) => {
    const variable = plainDefault(context, text);
    if (PLAIN.test(text.text))
      return textReport(text, `"${text.node.name}" uses http without encryption: ${shortened(text.text)}.`);
    return variable === undefined
      ? []
      : textReport(
          text,
          `"${text.node.name}" uses http without encryption, by the default of ${variable.name}: ${shortened(variable.value ?? "")}.`,
        );
  });

const OLDEST_VERSION = 60;

const oldVersions = (context: Context): readonly Report[] =>
  addresses(context).flatMap((text) => {
    const version = /\/services\/[\w/]*?v(\d+)\.\d+/i.exec(text.text)?.[1];
    return version === undefined || Number(version) >= OLDEST_VERSION
      ? []
      : textReport(
          text,
          `"${text.node.name}" calls version ${version}.0 of the Salesforce API, older than ${OLDEST_VERSION}.0.`,
        );
  });

/** A host without a template in it. */
const FIXED_HOST = /^\s*https?:\/\/(?:[^/?#@]*@)?([A-Za-z0-9.-]+)(?=[/:?#]|\s*$)/;

const hosts = (context: Context): readonly Report[] =>
  addresses(context).flatMap((text) => {
    const host = FIXED_HOST.exec(text.text)?.[1];
    return host === undefined ? [] : textReport(text, `The host ${host} is written into "${text.node.name}".`);
  });

const afterQueue = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const queue = context
      .graph(call.process)
      .to(call.node)
      .find(
        ({ fromId, port }) =>
          context.graph(call.process).byId.get(fromId)?.kind === "queue-contact" && port !== "failure",
      );
    return queue === undefined
      ? []
      : report(
          call,
          "links",
          `"${call.node.name}" directly follows the queue "${queue.from}", when the contact's data may not be available yet.`,
        );
  });

const noBody = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    const others = ["httpRequestBodyFormData", "httpRequestBodyFiles", "httpRequestBodyGQL"].some((key) => {
      const value = call.node.properties[key];
      return value !== undefined && value !== null;
    });
    return ["POST", "PUT", "PATCH"].includes(call.method) && call.body === undefined && !others
      ? report(call, "httpRequestBody", `"${call.node.name}" sends a ${call.method} without a body.`)
      : [];
  });

const unencoded = (context: Context): readonly Report[] =>
  eachCall(context, (call) => {
    if (call.address === undefined) return [];
    const { parameters } = readAddress(call.address.segments);
    const names = parameters
      .filter(({ name }) => !(call.soql.some(({ isEncoded }) => isEncoded) && name.toLowerCase() === "q"))
      .flatMap(({ value }) => holesIn(value.text, value.holes))
      .filter((hole) => context.taint.isCallerControlled(hole) || context.taint.mayHavePlus(hole))
      .flatMap(({ variables }) => variables.map(fullName));
    return names.length === 0
      ? []
      : report(call, call.addressKey, `${quotedList([...new Set(names)])} is unencoded in the address.`);
  });

export const TARGETS_CHECKS: Checks = {
  "http/no-target": noTarget,
  "http/no-body": noBody,
  "http/unencoded-value": unencoded,
  "http/plain-http": plainHttp,
  "http/old-api-version": oldVersions,
  "http/hard-coded-host": hosts,
  "http/after-queue": afterQueue,
};
