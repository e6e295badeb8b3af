import { flagAt, mappingsOf, numberAt, type OutputMapping } from "../../activities";
import { textAt } from "../../json";
import type { FlowNode } from "../../model";
import { soqlOfRequest, type SoqlInRequest } from "../../soql";
import type { Text } from "./texts";

export interface HttpCall {
  readonly process: string;
  readonly node: FlowNode;
  /** In upper case. */
  readonly method: string;
  /** The address, or the path at a connector; undefined where it is missing. */
  readonly address: Text | undefined;
  readonly addressKey: "httpRequestPath" | "httpRequestUrl";
  readonly usesConnector: boolean;
  readonly parameters: readonly Text[];
  readonly headers: readonly Text[];
  readonly body: Text | undefined;
  /** Milliseconds of one attempt; 2,000 where the file has none. */
  readonly timeoutMs: number;
  /** Number of attempts, the first one included. */
  readonly attempts: number;
  readonly mappings: readonly OutputMapping[];
  readonly soql: readonly SoqlInRequest[];
}

const DEFAULT_TIMEOUT_MS = 2000;

/** The longest wait for this call: all attempts up to their time limit. */
export const worstCaseMs = (call: HttpCall): number => call.timeoutMs * call.attempts;

/** The name of a query parameter, from the path of its text. */
export const parameterName = (text: Text): string => text.path.replace(/^httpQueryParameters\./, "");

function readCall(process: string, node: FlowNode, texts: readonly Text[]): HttpCall {
  const usesConnector = flagAt(node.properties, "authenticated") === true;
  const addressKey = usesConnector ? "httpRequestPath" : "httpRequestUrl";
  const address = texts.find(({ path }) => path === addressKey);
  const parameters = texts.filter(({ path }) => path.startsWith("httpQueryParameters."));
  return {
    process,
    node,
    method: (textAt(node.properties, "httpRequestMethod") ?? "").toUpperCase(),
    address: address?.text === "" ? undefined : address,
    addressKey,
    usesConnector,
    parameters,
    headers: texts.filter(({ path }) => path.startsWith("httpRequestHeaders.")),
    body: texts.find(({ path, text }) => path === "httpRequestBody" && text.trim() !== ""),
    timeoutMs: numberAt(node.properties, "httpResponseTimeout") ?? DEFAULT_TIMEOUT_MS,
    attempts: 1 + Math.max(0, numberAt(node.properties, "retryAttempts") ?? 0),
    mappings: mappingsOf(node),
    soql: soqlOfRequest(
      address?.segments ?? [],
      parameters.map((text) => ({ name: parameterName(text), value: text.segments })),
    ),
  };
}

/** All HTTP Requests among the activities of these texts. */
export const callsOf = (
  nodes: readonly { readonly process: string; readonly node: FlowNode }[],
  textsFor: (node: FlowNode) => readonly Text[],
): readonly HttpCall[] =>
  nodes
    .filter(({ node }) => node.kind === "http-request-v2")
    .map(({ process, node }) => readCall(process, node, textsFor(node)));
