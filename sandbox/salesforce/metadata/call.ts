import type { Session } from "../session";
import type { XmlElement } from "../xml";

/** A call of the Metadata API with a valid session. */
export interface MetadataCall {
  readonly session: Session;
  /** The API version, for instance 66. */
  readonly version: number;
  readonly allOrNone: boolean;
  /** The element whose name is the call's. */
  readonly message: XmlElement;
}
