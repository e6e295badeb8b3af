import { textOf, type JsonObject } from "../../core/json";
import { to18 } from "../ids";
import { ok, param, routes, type Answer, type Call } from "../route";
import { findSession, type Session } from "../session";
import type { Row } from "../soql";
import { offsetOf } from "../soql/dates";

const forbidden = (words: string): Answer => ({
  status: 403,
  text: { content: words, type: "text/html;charset=UTF-8" },
});

function tokenOf(call: Call): string {
  const bearer = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(call.header("authorization") ?? "")?.[1];
  const form = call.body.type === "form" ? call.body.fields : new URLSearchParams();
  return bearer ?? form.get("access_token") ?? call.query.get("oauth_token") ?? call.query.get("access_token") ?? "";
}

/** The offset of the user's time zone in standard time, as the service returns it. */
function winterOffset({ org }: Call, user: Row): number {
  const year = new Date(org.core.clock.now()).getUTCFullYear();
  return offsetOf(textOf(user.TimeZoneSidKey, "UTC"), Date.UTC(year, 0, 1));
}

/** Addresses of the APIs; clients replace `{version}` by a version. */
function urlsOf({ base, org }: Call, userId: string): JsonObject {
  const soap = (kind: string): string => `${base}/services/Soap/${kind}/{version}/${org.id.slice(0, 15)}`;
  const rest = `${base}/services/data/v{version}/`;
  return {
    enterprise: soap("c"),
    metadata: soap("m"),
    partner: soap("u"),
    rest,
    sobjects: `${rest}sobjects/`,
    search: `${rest}search/`,
    query: `${rest}query/`,
    recent: `${rest}recent/`,
    profile: `${base}/${userId}`,
    custom_domain: base,
  };
}

/** What both descriptions of a user say in the same words. */
const commonOf = (call: Call, { user, org }: Session): JsonObject => ({
  user_id: user.Id,
  organization_id: org.id,
  email: textOf(user.Email),
  email_verified: true,
  photos: { picture: `${call.base}/profilephoto/005/F`, thumbnail: `${call.base}/profilephoto/005/T` },
  urls: urlsOf(call, user.Id),
  active: true,
  user_type: "STANDARD",
  language: textOf(user.LanguageLocaleKey),
  locale: textOf(user.LocaleSidKey),
  utcOffset: winterOffset(call, user),
});

function identityOf(call: Call, session: Session): JsonObject {
  const { user, org } = session;
  return {
    id: `${call.base}/id/${org.id}/${user.Id}`,
    asserted_user: true,
    ...commonOf(call, session),
    username: textOf(user.Username),
    nick_name: textOf(user.CommunityNickname),
    display_name: textOf(user.Name),
    first_name: user.FirstName ?? null,
    last_name: textOf(user.LastName),
    timezone: textOf(user.TimeZoneSidKey),
    addr_street: user.Street ?? null,
    addr_city: user.City ?? null,
    addr_state: user.State ?? null,
    addr_country: user.Country ?? null,
    addr_zip: user.PostalCode ?? null,
    mobile_phone: user.MobilePhone ?? null,
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    last_modified_date: user.LastModifiedDate ?? null,
    is_app_installed: true,
  };
}

/** A route for a caller who is signed in. */
const signedIn =
  (answer: (call: Call, session: Session) => Answer) =>
  (call: Call): Answer => {
    const token = tokenOf(call);
    if (token === "") return forbidden("Missing_OAuth_Token");
    const session = findSession(call.org, token);
    return session === undefined ? forbidden("Bad_OAuth_Token") : answer(call, session);
  };

const identity = signedIn((call, session) => {
  const [orgId, userId] = [to18(param(call, "org")), to18(param(call, "user"))];
  if (orgId !== call.org.id || userId !== session.userId) return forbidden("Wrong_Org");
  return ok(identityOf(call, session));
});

const userinfo = signedIn((call, session) => {
  const { user, org } = session;
  return ok({
    sub: `${call.base}/id/${org.id}/${user.Id}`,
    ...commonOf(call, session),
    preferred_username: textOf(user.Username),
    nickname: textOf(user.CommunityNickname),
    name: textOf(user.Name),
    given_name: user.FirstName ?? null,
    family_name: textOf(user.LastName),
    zoneinfo: textOf(user.TimeZoneSidKey),
    profile: `${call.base}/${user.Id}`,
    picture: `${call.base}/profilephoto/005/F`,
    address: {},
    updated_at: user.LastModifiedDate ?? null,
  });
});

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm */
export const identityRoutes = routes({
  "GET /id/{org}/{user}": identity,
  "POST /id/{org}/{user}": identity,
  "GET /services/oauth2/userinfo": userinfo,
  "POST /services/oauth2/userinfo": userinfo,
});
