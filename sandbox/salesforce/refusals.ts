import type { Refusal } from "../core/vendor";
import { html, refusalAnswer } from "./dialect";
import { Refused } from "./salesforce-errors";
import { serviceFault, soapFault } from "./metadata/soap";
import type { Answer } from "./route";

const PROBLEMS: Readonly<Record<number, readonly [errorCode: string, message: string]>> = {
  400: ["UNKNOWN_EXCEPTION", "Bad Request"],
  401: ["INVALID_SESSION_ID", "Session expired or invalid"],
  403: ["REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."],
  404: ["NOT_FOUND", "The requested resource does not exist"],
  420: ["UNKNOWN_EXCEPTION", "An unexpected error occurred. Please retry your request."],
  429: ["REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded."],
  500: [
    "UNKNOWN_EXCEPTION",
    "An unexpected error occurred. Please include this ErrorId if you contact support: 1-1 (1)",
  ],
  503: ["SERVER_UNAVAILABLE", "Server is temporarily unavailable for maintenance"],
};

/** Statuses that a proxy in front of the service answers, as a page. */
const FROM_THE_EDGE = new Set([502, 504]);

/** The error of a status, in the format of the service that answers the path. */
export const plainRefusal = ({ status, path }: Pick<Refusal, "status" | "path">): Answer => {
  if (FROM_THE_EDGE.has(status))
    return html(status, "upstream connect error", "upstream connect error or disconnect/reset before headers");
  const [errorCode, message] = PROBLEMS[status] ?? ["UNKNOWN_EXCEPTION", "An unexpected error occurred."];
  if (path.startsWith("/services/Soap/")) return soapFault(serviceFault(errorCode, message), status);
  if (path.startsWith("/services/oauth2/")) {
    return { status, body: { error: errorCode.toLowerCase(), error_description: message } };
  }
  return refusalAnswer(new Refused(status, { errorCode, message }));
};
