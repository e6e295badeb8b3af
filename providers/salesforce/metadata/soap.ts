import type { Authorize } from "../../http/client";
import { isRecord } from "../../core/resource/types";
import { SettingsError } from "../../core/settings/settings";
import { isJwt } from "../auth/jwt";
import { escapeXml, parseXml } from "./xml";

const METADATA = "http://soap.sforce.com/2006/04/metadata";

/** A whole SOAP message around a call's own elements. */
function envelope(sessionId: string, content: string): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?>` +
    `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<soapenv:Header xmlns="${METADATA}"><SessionHeader><sessionId>${escapeXml(sessionId)}</sessionId></SessionHeader></soapenv:Header>` +
    `<soapenv:Body xmlns="${METADATA}">${content}</soapenv:Body></soapenv:Envelope>`
  );
}

/** SOAP takes the session in the message, not in a header. @throws SettingsError for a token of the format that SOAP refuses. */
export const soapAuthorize: Authorize = (request, token) => {
  if (isJwt(token)) {
    throw new SettingsError(
      "The Metadata API refuses access tokens in JWT format (INVALID_SESSION_ID): switch isNamedUserJwtEnabled off in the app that datadip signs in through.",
    );
  }
  return {
    ...request,
    text: { content: envelope(token, request.text?.content ?? ""), contentType: "text/xml; charset=UTF-8" },
  };
};

export interface Fault {
  /** Without its `sf:`. */
  readonly code: string;
  readonly message: string;
}

/** The fault in an answer; undefined where it holds none. */
export function faultOf(body: unknown): Fault | undefined {
  const fault = bodyOf(body).Fault;
  if (!isRecord(fault)) return undefined;
  return { code: String(fault.faultcode).replace(/^\w+:/, ""), message: String(fault.faultstring) };
}

/** The children of a call's answer, e.g. `result`; empty where the text is not a SOAP message. */
export function answerOf(call: string, body: unknown): Readonly<Record<string, unknown>> {
  const answer = bodyOf(body)[`${call}Response`];
  return isRecord(answer) ? answer : {};
}

function bodyOf(text: unknown): Readonly<Record<string, unknown>> {
  const message = typeof text === "string" ? parseXml(text).Envelope : undefined;
  const body = isRecord(message) ? message.Body : undefined;
  return isRecord(body) ? body : {};
}
