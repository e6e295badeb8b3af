import type { Session } from "../session";
import type { XmlElement } from "../xml";

/** A call of the Metadata API with a good session. */
export interface MetadataCall {
  readonly session: Session;
  /** Of the API, for instance 66. */
  readonly version: number;
  readonly allOrNone: boolean;
  /** The element that names the call. */
  readonly message: XmlElement;
}
