import { textOf, type JsonObject } from "../../../core/json";
import { partOf } from "../../apps";
import { duplicateValue } from "../../salesforce-errors";
import { noSuchComponent, unfit, type SaveScene } from "../kind";

export const HEADER = "ExternalClientApplication";
export const SETTINGS = "ExtlClntAppOauthSettings";
export const GLOBAL = "ExtlClntAppGlobalOauthSettings";
export const OAUTH_POLICIES = "ExtlClntAppOauthConfigurablePolicies";
export const POLICIES = "ExtlClntAppConfigurablePolicies";
/** The types of an app's parts; they are deleted with the header. */
export const PARTS = [SETTINGS, GLOBAL, OAUTH_POLICIES, POLICIES] as const;

/** The name of the app that a part belongs to. */
export const appOf = (body: JsonObject): string => textOf(body["externalClientApplication"]);

/** The error for a missing element, also when it came after one it should precede and was therefore dropped. */
export const missing = (element: string) =>
  element === "externalClientApplication"
    ? unfit("REQUIRED_FIELD_MISSING", "Enter the name of the parent external client app", element)
    : undefined;

/** An app has one part of each type, and every part belongs to an app. */
export const checkParent = (type: string, body: JsonObject, { org, before }: SaveScene): void => {
  const name = appOf(body);
  if (name === "") throw missing("externalClientApplication") ?? noSuchComponent(HEADER, name);
  if (org.components.get(HEADER, name) === undefined) throw noSuchComponent(HEADER, name);
  const twin = partOf(org, type, name);
  if (twin !== undefined && twin.id !== before?.id) throw duplicateValue("ExternalClientApplicationId", twin.id);
};
