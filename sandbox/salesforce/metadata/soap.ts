import type { JsonObject } from "../../core/json";
import type { Answer } from "../route";
import { buildXml, type XmlElement } from "../xml";
import { NAMESPACE } from "./bodies";
import type { Session } from "../session";

const ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
const SCHEMA = "http://www.w3.org/2001/XMLSchema";

/** A call that failed as a whole. */
export class SoapFault extends Error {
  constructor(
    /** With its prefix: `sf:` for the service's own codes, `soapenv:Client` for a message that cannot be read. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A failure of the service. Its text repeats the code. */
export const serviceFault = (code: string, message: string): SoapFault =>
  new SoapFault(`sf:${code}`, `${code}: ${message}`);

/** A message that does not fit the WSDL. */
export const clientFault = (message: string): SoapFault => new SoapFault("soapenv:Client", message);

const answer = (status: number, content: string): Answer => ({
  status,
  text: { content, type: "text/xml;charset=UTF-8" },
});

/** The response of a call. Envelope and Body have prefixes; Body has no attributes. */
export const soapAnswer = (call: string, response: JsonObject): Answer =>
  answer(
    200,
    buildXml({
      "soapenv:Envelope": {
        "@xmlns:soapenv": ENVELOPE,
        "@xmlns": NAMESPACE,
        "@xmlns:xsi": INSTANCE,
        "@xmlns:xsd": SCHEMA,
        "soapenv:Body": { [`${call}Response`]: response },
      },
    }),
  );

/** @param namespace the URI of the code's prefix */
export const soapFault = (fault: SoapFault, status = 500, namespace = NAMESPACE): Answer =>
  answer(
    status,
    buildXml({
      "soapenv:Envelope": {
        "@xmlns:soapenv": ENVELOPE,
        "@xmlns:sf": namespace,
        "soapenv:Body": { "soapenv:Fault": { faultcode: fault.code, faultstring: fault.message } },
      },
    }),
  );

/** A call of the Metadata API with a valid session. */
export interface MetadataCall {
  readonly session: Session;
  /** The API version, for instance 66. */
  readonly version: number;
  readonly allOrNone: boolean;
  /** The element whose name is the call's. */
  readonly message: XmlElement;
}
