import { z } from "zod";
import { isFailure } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { WebexApi } from "./api";

/** A region of Contact Center's telephony, which a number mapping names by id. */
export interface TelephonyRegion {
  readonly id: string;
  /** As Webex has them: US, CA, MX, AU, SG, GB, DE. */
  readonly name: string;
}

const row = z.looseObject({ id: z.string(), name: z.string() });

/** Cisco describes the route in a field's text alone, so the answer may be a list or any object that holds one. */
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

/** The text of `DialledNumberEntryPointDTO.regionId` spells the second. */
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
