import { z } from "zod";
import { unlessMissing } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { WebexApi } from "./api";
import { baseWire } from "../stores/entity";
import { forgetListing, listing, type Row } from "./listing";

/** Finds, reads and assigns the users of Control Hub: https://developer.webex.com/webex-contact-center/docs/api/v1/users */

export const USER_LIST = "v2/user";

const wire = baseWire.extend({
  email: z.string(),
  siteId: z.string().optional(),
  teamIds: z.array(z.string()).optional(),
  skillProfileId: z.string().optional(),
  agentProfileId: z.string().optional(),
  multimediaProfileId: z.string().optional(),
  userProfileId: z.string().optional(),
  // The service's own spelling.
  deafultDialledNumber: z.string().optional(),
});
export type User = z.output<typeof wire>;

/** @throws ZodError for a row that is not a user. */
export const userOf = (row: unknown): User => wire.parse(row);

/** Compares addresses without regard to case. */
export const sameEmail = (before: unknown, after: unknown): boolean =>
  String(before).toLowerCase() === String(after).toLowerCase();

/** All Contact Center users of the organisation, asked once in a run. */
export const users = async (api: WebexApi): Promise<readonly Row[]> => [...(await listing(api, USER_LIST)).values()];

export const userByEmail = async (api: WebexApi, email: string): Promise<Row | undefined> =>
  (await users(api)).find((user) => sameEmail(user.email, email));

export async function getUserById(api: WebexApi, id: string): Promise<User | undefined> {
  const answer = await unlessMissing(api.config({ method: "GET", path: item(id) }));
  return answer && understood(answer, (body) => wire.parse(body));
}

/** Changes these fields only; null clears one. It sets fixed values, so it may be sent again. */
export async function patchUser(api: WebexApi, id: string, json: Readonly<Record<string, unknown>>): Promise<User> {
  const advice = {
    "bad-request":
      "A user and all teams of that user must belong to one site, and only AGENT teams have members: check siteId and teamIds.",
  };
  try {
    const answer = await api.config({ method: "PATCH", path: item(id), json, repeatable: true, advice });
    return understood(answer, (body) => wire.parse(body));
  } finally {
    forgetListing(api, USER_LIST);
  }
}

const item = (id: string): string => `user/${encodeURIComponent(id)}`;
