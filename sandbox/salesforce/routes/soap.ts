import { catching } from "../../core/catching";
import { Refused } from "../salesforce-errors";
import { runCall } from "../metadata/calls";
import { clientFault, serviceFault, soapAnswer, SoapFault, soapFault } from "../metadata/soap";
import { param, partly, routes, type Answer, type Call } from "../route";
import { findSession, type Session } from "../session";
import { countRequest } from "../usage";
import { standingOf } from "../versions";
import { childOf, parseXml, textIn, XmlError, type XmlElement } from "../xml";

const WITHOUT_LOGIN = 65;

function versionOf(call: Call): number {
  const text = param(call, "version");
  const version = text.includes(".") ? text : `${text}.0`;
  if (standingOf(version) !== "served") {
    throw serviceFault("UNSUPPORTED_API_VERSION", `API version ${text} is not supported`);
  }
  return Number(version);
}

function bodyText({ body }: Call): string {
  switch (body.type) {
    case "text":
      return body.text;
    case "none":
      throw clientFault("The SOAP envelope is missing");
    default:
      throw clientFault("Content-Type must be text/xml");
  }
}

function parseEnvelope(call: Call): XmlElement {
  try {
    const envelope = parseXml(bodyText(call));
    if (envelope.name === "Envelope") return envelope;
  } catch (error) {
    if (error instanceof XmlError) throw clientFault(`The SOAP envelope cannot be read: ${error.message}`);
    throw error;
  }
  throw clientFault("The outermost element must be a SOAP Envelope");
}

function messageOf(envelope: XmlElement): XmlElement {
  const [message] = childOf(envelope, "Body")?.children ?? [];
  if (message === undefined) throw clientFault("The SOAP Body holds no call");
  return message;
}

const looksLikeJwt = (token: string): boolean => /^ey[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

function sessionOf(call: Call, header: XmlElement | undefined): Session {
  const token = textIn(childOf(header, "SessionHeader"), "sessionId");
  // SOAP accepts only opaque tokens.
  const session = looksLikeJwt(token) ? undefined : findSession(call.org, token);
  if (session === undefined) {
    throw serviceFault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader: Illegal Session");
  }
  call.setClient(session.grant.clientId);
  if (!session.rights.has("ApiEnabled")) {
    throw serviceFault("API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner");
  }
  if (!session.rights.has("ModifyAllData") && !session.rights.has("ModifyMetadata")) {
    throw serviceFault(
      "INSUFFICIENT_ACCESS",
      "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions",
    );
  }
  return session;
}

const answered = (work: () => Answer): Answer =>
  catching(
    Refused,
    () => catching(SoapFault, work, (fault) => soapFault(fault)),
    ({ problem }) => soapFault(serviceFault(problem.errorCode, problem.message)),
  );

const metadata = (call: Call): Answer =>
  answered(() => {
    const version = versionOf(call);
    const envelope = parseEnvelope(call);
    const header = childOf(envelope, "Header");
    const message = messageOf(envelope);
    const session = sessionOf(call, header);
    countRequest(call.org);
    const allOrNone = textIn(childOf(header, "AllOrNoneHeader"), "allOrNone") === "true";
    return soapAnswer(message.name, runCall({ session, version, allOrNone, message }));
  });

const partnerNamespace = "urn:fault.partner.soap.sforce.com";

/** The Enterprise and Partner APIs only refuse `login`, and say that nothing else is emulated. */
function login(call: Call): Answer {
  const refused = (): never => {
    const message = messageOf(parseEnvelope(call));
    const version = versionOf(call);
    if (message.name !== "login") {
      throw clientFault(`The sandbox emulates the Metadata API over SOAP; use REST instead of ${message.name}.`);
    }
    if (version >= WITHOUT_LOGIN) {
      throw serviceFault("UNSUPPORTED_API_VERSION", "SOAP API login() is not available in API version 65.0 and later.");
    }
    throw serviceFault(
      "INVALID_OPERATION",
      "SOAP API login() is disabled by default in this org. Contact the org administrator to enable SOAP API login().",
    );
  };
  return catching<SoapFault, Answer>(SoapFault, refused, (fault) => soapFault(fault, 500, partnerNamespace));
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_intro.htm */
export const soapRoutes = routes({
  "POST /services/Soap/m/{version}": [
    metadata,
    { ownTransactions: true, ...partly("no retrieve, no renameMetadata, no Apex tests") },
  ],
  "POST /services/Soap/u/{version}": [login, partly("login is refused")],
  "POST /services/Soap/c/{version}": [login, partly("login is refused")],
  // Clients append the org id, as in the path that login would have returned.
  "POST /services/Soap/m/{version}/{org}": [metadata, { ownTransactions: true }],
});
