import { createRequire } from "node:module";
import { lookupsOf } from "../../core/resource/lookup";
import type * as connecting from "./connect";
import type { WebexApi } from "./api";

/** A program that looks nothing up must not pay for loading the client. */
const load = createRequire(__filename);

/** Makes both forms of a look-up in Webex. */
// `require` knows no types; this is what the module has.
export const defineLookup = lookupsOf<WebexApi>("webex", (source) =>
  (load("./connect") as typeof connecting).connect(source),
);
