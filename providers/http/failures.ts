import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "./request";
import { asError, type Failure, HttpError } from "./http-errors";

/** Error codes of Node and axios that mean that the service received nothing of the request. */
const UNSENT_CODES: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_INVALID_URL",
];

/** Node's codes for a connection whose certificate was refused: TLS_CERT_ALTNAME_INVALID, DEPTH_ZERO_SELF_SIGNED_CERT and the like. */
const TLS_CODE = /CERT|TLS|SSL|UNABLE_TO_(VERIFY|GET)|^EPROTO$/;

const TLS_ADVICE =
  "No trusted connection to the service, so nothing was changed: behind a company proxy name its root certificate in NODE_EXTRA_CA_CERTS.";

/** The meaning of a status alone; the dialect adds the meaning of the body. */
export function failureOfStatus(status: number): Failure {
  if (status >= 500) return "server";
  if (status >= 300 && status < 400) return "no-such-route";
  const exact: Readonly<Record<number, Failure>> = {
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "no-such-route",
    409: "conflict",
    412: "referenced",
    429: "rate-limited",
  };
  return exact[status] ?? "bad-request";
}

/** A web page comes from a gateway or a guest network, so its 404 proves nothing about an object. */
export function failureOfPage(status: number): Failure {
  const failure = failureOfStatus(status);
  return failure === "server" || failure === "unauthorized" || failure === "rate-limited" ? failure : "no-such-route";
}

/** The error of a request without an answer. */
export function networkError(request: HttpRequest, error: unknown, timeoutMs: number, trackingId: string): HttpError {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const tls = TLS_CODE.test(code);
  const timedOut = ["ECONNABORTED", "ETIMEDOUT", "ERR_CANCELED"].includes(code);
  const reason = asError(error).message;
  const failure = tls || UNSENT_CODES.includes(code) ? "unsent" : "lost";
  return new HttpError({
    failure,
    method: request.method,
    path: request.path,
    status: 0,
    detail: timedOut
      ? `no answer within ${timeoutMs / 1000} s`
      : [code, reason].filter((part) => part !== "").join(": "),
    trackingId,
    advice: tls ? TLS_ADVICE : request.advice?.[failure],
    operation: request.operation,
    mayWorkMs: timeoutMs,
  });
}

/**
 * The parsed body of an answer.
 * @throws HttpError "unreadable" where `parse` throws a ZodError or a SyntaxError, naming the first wrong field.
 */
export function understood<T>(answer: HttpAnswer, parse: (body: unknown) => T): T {
  try {
    return parse(answer.body);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(answer, error.message);
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    throw unreadable(answer, `${place}${issue?.message ?? "not as expected"}`);
  }
}

function unreadable({ method, path, status, trackingId, operation }: HttpAnswer, why: string): HttpError {
  const detail = `an answer that datadip cannot read, ${why}`;
  return new HttpError({ failure: "unreadable", method, path, status, detail, trackingId, operation });
}

/**
 * Checks a deletion by reading the object, unless the answer is 204 or, from the service itself, empty or `word`: a proxy may have
 * answered instead of the service.
 * @throws HttpError "unreadable" where the object is still there.
 */
export async function provenDeleted(
  answer: HttpAnswer,
  isThere: () => Promise<boolean>,
  word: string = "",
): Promise<void> {
  const { status, body, isTracked = false } = answer;
  const isItsOwn = isTracked && [undefined, null, "", word].some((said) => said === body);
  if (status === 204 || isItsOwn || !(await isThere())) return;
  throw unreadable(answer, "and the object is still there");
}

/**
 * Checks an answer of a service that says 204 to each change.
 * @throws HttpError "unreadable" for another status: a proxy may have answered instead of the service.
 */
export function provenChanged(answer: HttpAnswer): void {
  if (answer.status !== 204) throw unreadable(answer, "instead of 204");
}
