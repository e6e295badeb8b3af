import { z } from "zod";
import { isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { WebexApi } from "./api";

/** A telephony region of Contact Center; number mappings refer to its id. */
export interface TelephonyRegion {
  readonly id: string;
  /** Webex's names: US, CA, MX, AU, SG, GB, DE. */
  readonly name: string;
}

const row = z.looseObject({ id: z.string(), name: z.string() });

/** Only a field's text mentions the route, and no description has its answer: a list, or any object that holds one, is accepted. */
const answer = z.union([
  z.array(row),
  z.looseObject({}).transform((body, context): z.output<typeof row>[] => {
    const lists = Object.values(body).flatMap((value) => {
      const list = z.array(row).safeParse(value);
      return list.success ? [list.data] : [];
    });
    const [first] = lists;
    if (first !== undefined) return first;
    context.addIssue({ code: "custom", message: "holds no list of rows with id and name" });
    return z.NEVER;
  }),
]);

/** The second spelling is in the text of `DialledNumberEntryPointDTO.regionId`. */
const PATHS = ["/global/telephony-region", "/api/global/telephony-region"] as const;

/** The organisation's telephony regions, asked once in a run. @throws HttpError where neither spelling of the route answers. */
export function telephonyRegions(api: WebexApi): Promise<readonly TelephonyRegion[]> {
  const ask = async (path: string): Promise<readonly TelephonyRegion[]> => {
    const said = await api.gateway({ method: "GET", path, query: { orgId: api.orgId } });
    return understood(said, (body) => answer.parse(body)).map(({ id, name }) => ({ id, name }));
  };
  return api.once("telephony regions", () =>
    ask(PATHS[0]).catch((error: unknown) => {
      if (isFailure(error, "not-found", "no-such-route", "forbidden")) return ask(PATHS[1]);
      throw error;
    }),
  );
}
