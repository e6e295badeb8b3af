import { XMLValidator } from "fast-xml-parser";
import type { Authorize } from "../../http/client";
import { isRecord } from "../../core/resource/types";
import { SettingsError } from "../../core/settings/settings";
import { isJwt } from "../auth/jwt";
import { escapeXml, parseXml } from "./xml";

const METADATA = "http://soap.sforce.com/2006/04/metadata";

/** A complete SOAP message with a call's elements. */
const envelope = (sessionId: string, content: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>` +
  `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
  `<soapenv:Header xmlns="${METADATA}"><SessionHeader><sessionId>${escapeXml(sessionId)}</sessionId></SessionHeader></soapenv:Header>` +
  `<soapenv:Body xmlns="${METADATA}">${content}</soapenv:Body></soapenv:Envelope>`;

/** Puts the session into the message, where SOAP expects it. @throws SettingsError for a JWT token, which SOAP refuses. */
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
  /** The code without `sf:`. */
  readonly code: string;
  readonly message: string;
}

/** The fault in an answer; undefined where there is none. */
export function faultOf(body: unknown): Fault | undefined {
  const fault = isWhole(body) ? bodyOf(body).Fault : undefined;
  if (!isRecord(fault)) return undefined;
  return { code: String(fault.faultcode).replace(/^\w+:/, ""), message: String(fault.faultstring) };
}

/** The children of a call's answer, e.g. `result`. @throws SyntaxError for an incomplete SOAP message. */
export function answerOf(call: string, body: unknown): Readonly<Record<string, unknown>> {
  if (!isWhole(body)) throw new SyntaxError("which is not whole XML");
  const answer = bodyOf(body)[`${call}Response`];
  if (answer === undefined) throw new SyntaxError(`which holds no ${call}Response`);
  return isRecord(answer) ? answer : {};
}

/** Whether a message is complete, as the parser would accept half of one. */
const isWhole = (text: unknown): text is string => typeof text === "string" && XMLValidator.validate(text) === true;

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  const message = parseXml(text).Envelope;
  const body = isRecord(message) ? message.Body : undefined;
  return isRecord(body) ? body : {};
}
