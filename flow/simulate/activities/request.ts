import { flagAt, numberAt } from "../../activities";
import { JavaNumber } from "../../expression";
import { isMap } from "../../expression/jsonpath/json-value";
import { arrayAt, isObject, objectAt, textAt } from "../../json";
import type { FlowNode } from "../../model";
import { SystemError } from "../simulation-errors";
import { render } from "../expressions";
import { mapped } from "../mapping";
import { mainPort, type At, type Outcome } from "../outcome";
import type { Doing, Values } from "../state";
import { coerce, readJson } from "../values";
import { queryText } from "./data";
import type { HttpAnswer, HttpRequest } from "../events";

const TIMEOUT_MS = 2_000;

/** Sends the first attempt. */
export const httpRequest = (at: At): Outcome => requestAttempt(at, requestOf(at), 1);

/** Sends a request to outside the flow and waits for the answer. */
export const sendRequest = (at: At, request: HttpRequest): Outcome => requestAttempt(at, request, 1);

const requestAttempt = ({ token }: At, request: HttpRequest, attempt: number): Outcome => ({
  kind: "wait",
  doing: { kind: "ask", request, attempt },
  effects: [{ kind: "request", token: token.id, attempt, request }],
});

function requestOf({ node, scope }: At): HttpRequest {
  const { properties } = node;
  const text = (key: string): string => render(scope, textAt(properties, key) ?? "");
  const connectorId = textAt(properties, "connectorId") ?? "";
  const byConnector = flagAt(properties, "authenticated") ?? connectorId !== "";
  const address = text(byConnector ? "httpRequestPath" : "httpRequestUrl");
  const query = queryText(scope, properties.httpQueryParameters);
  const method = (textAt(properties, "httpRequestMethod") ?? "GET").toUpperCase();
  const body = text("httpRequestBody");
  const headers = Object.entries(objectAt(properties, "httpRequestHeaders") ?? {}).map(([name, value]) => [
    name,
    render(scope, typeof value === "string" ? value : value === null ? "" : JSON.stringify(value)),
  ]);
  return {
    node: node.name,
    method,
    url: query === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`,
    connectorId: byConnector ? connectorId : "",
    headers: {
      ...(body !== "" && {
        "Content-Type": (textAt(properties, "httpContentType") ?? "application/json").toLowerCase(),
      }),
      // All values are texts, but TypeScript infers pairs as lists of texts of any length.
      ...(Object.fromEntries(headers) as Readonly<Record<string, string>>),
    },
    body,
    timeoutMs: numberAt(properties, "httpResponseTimeout") ?? TIMEOUT_MS,
  };
}

/** The answer, or the timeout of the attempt, comes later on the call's clock. */
export const answerComing = (
  { state }: At,
  { request, attempt }: Extract<Doing, { kind: "ask" }>,
  answer: HttpAnswer,
): Outcome => ({
  kind: "wait",
  doing: {
    kind: "answer",
    request,
    attempt,
    answer,
    untilMs: state.clockMs + Math.min(answer.delayMs, request.timeoutMs),
  },
});

/**
 * Handles an answer: a further attempt after 5xx, else outputs and mapping.
 * @throws SystemError for a timeout or a connection that failed.
 */
export function answered(at: At, { request, attempt, answer }: Extract<Doing, { kind: "answer" }>): Outcome {
  const { node, scope } = at;
  const place = `${request.method} ${request.url}`;
  if (answer.delayMs > request.timeoutMs)
    throw new SystemError(`${place} gave no answer within ${request.timeoutMs} ms.`);
  if ("failure" in answer) throw new SystemError(`${place} failed: ${answer.failure}.`);
  const retries = numberAt(node.properties, "retryAttempts") ?? 0;
  const attempts = Math.max(1, scope.options.attempts === "one-plus-retries" ? retries + 1 : retries);
  if (answer.status >= 500 && attempt < attempts) return requestAttempt(at, request, attempt + 1);
  const isGood = answer.status >= 200 && answer.status < 300;
  if (request.method === "FUNCTION") return functionAnswered(at, answer);
  return {
    kind: "leave",
    port: mainPort(at),
    outputs: {
      httpStatusCode: JavaNumber.int(answer.status),
      httpResponseBody: answer.body,
      httpResponseHeaders: JSON.stringify(answer.headers ?? {}),
    },
    assign: isGood || scope.options.onErrorStatus === "map" ? mapped(scope, node, answer.body) : {},
  };
}

/** A function's result becomes its outputs, and values of the variables in its rows. */
function functionAnswered(at: At, { status, body }: Extract<HttpAnswer, { status: number }>): Outcome {
  if (status < 200 || status >= 300) throw new SystemError(`The function of ${at.node.name} fails with ${status}.`);
  const value = readJson(body);
  if (!isMap(value))
    throw new SystemError(`The function of ${at.node.name} does not return an object of outputs: ${body.slice(0, 80)}`);
  const outputs: Values = value;
  const assign = Object.fromEntries(
    outputRows(at.node).flatMap(({ name, variable }) => {
      const type = at.scope.program.types.get(variable) ?? "STRING";
      return Object.hasOwn(outputs, name)
        ? [[variable, coerce(variable, type, outputs[name], at.scope.options.onNull)] as const]
        : [];
    }),
  );
  return { kind: "leave", port: mainPort(at), outputs, assign };
}

/** Names of outputs and their target variables, in any spelling that files use. */
const outputRows = ({ properties }: FlowNode): readonly { readonly name: string; readonly variable: string }[] =>
  arrayAt(properties, "fnOutputVariables")
    .filter(isObject)
    .map((row) => ({
      name: textAt(row, "name") ?? textAt(row, "src") ?? "",
      variable: textAt(row, "variable") ?? textAt(row, "target") ?? textAt(row, "outputVariable") ?? "",
    }))
    .filter(({ variable }) => variable !== "");
