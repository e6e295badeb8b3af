import { objectBody } from "../dialect";
import { badRequest, insufficientAccess } from "../salesforce-errors";
import { setPassword } from "../session";
import { visibleType } from "../records/objects";
import { existingRecord } from "../records/crud";
import { NO_CONTENT, restRoutes, type Answer, type RestCall } from "../route";

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_sobject_user_password.htm */
const MIN_CHARS = 8;

const userOf = ({ session, params }: RestCall) =>
  existingRecord(session, visibleType(session, "User"), params.id ?? "");

function change(call: RestCall): Answer {
  const user = userOf(call);
  if (user.Id !== call.session.userId && !call.session.rights.has("ManageUsers")) throw insufficientAccess();
  const password = objectBody(call).NewPassword;
  if (typeof password !== "string" || password.length < MIN_CHARS) {
    throw badRequest("INVALID_NEW_PASSWORD", `Your password must be at least ${MIN_CHARS} characters long.`);
  }
  setPassword(call.org, user.Id, password);
  return NO_CONTENT;
}

/** Lets a test play an org that still allows the password grant. */
export const userPasswordRoutes = restRoutes({
  "POST /sobjects/User/{id}/password": change,
});
