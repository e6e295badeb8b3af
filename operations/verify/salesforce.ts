import { z } from "zod";
import { loadKinds } from "../../providers/clouds";
import { allKinds } from "../../providers/core/resource/registry";
import type { SettingsSource } from "../../providers/core/settings/settings";
import { HttpError } from "../../providers/http/http-errors";
import { unproven } from "../../providers/salesforce/auth/connect";
import type { SalesforceApi } from "../../providers/salesforce/rest/api";
import { dataDipRights } from "../../flow";
import { salesforceChecks } from "../doctor/salesforce";
import type { FaultRule, Sandbox } from "../../sandbox";
import { followRules, sourceOf } from "./emulated";
import type { Finding, Problem } from "./findings";

/** Differences between Salesforce and what a run and the data-dip flow need. Only reads. */
export async function verifySalesforce(source: SettingsSource): Promise<readonly Finding[]> {
  const checks = await salesforceChecks(source);
  const failed = checks
    .filter(({ status }) => status === "failed")
    .map(({ name, says, mend }) => ({
      ...finding(name, { code: "failed", says: "fails" }, "nothing of Salesforce can be made", mend),
      detail: says,
    }));
  if (failed.length > 0) return failed;
  const api = await unproven(source);
  const asked = [formFindings, objectFindings, metadataFindings, sharingFindings].map((ask) => ask(api));
  return (await Promise.all(asked)).flat();
}

type Told = Problem & Partial<Pick<Finding, "at" | "object" | "status">>;

const finding = (check: string, told: Told, means: string, mend?: string): Finding => ({
  weight: "breaks",
  check,
  at: "",
  ...told,
  means,
  ...(mend === undefined ? {} : { mend }),
});

const UNREADABLE = { code: "unreadable", says: "cannot be read" } as const;

/** The failure of a request, without text of the org; undefined where there is none. */
async function refusal(work: () => Promise<unknown>): Promise<Told | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { status, code = "", failure } = error;
    if (failure === "unreadable") return UNREADABLE;
    return status === 0
      ? { code: "no-answer", says: "gives no answer" }
      : { code: "status", status, says: `answers ${status}${/^[A-Za-z_]{1,60}$/.test(code) ? ` ${code}` : ""}` };
  }
}

/** Checks the connector's sign-in: a JWT for the URL of its form, sent to that URL. datadip's own sign-in may differ. */
async function formFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  const check = "Salesforce sign-in as the connector's form";
  if (api.grant !== "jwt") {
    const says = `is not tried: datadip signs in by ${api.grant}, the form by JWT`;
    const means = "salesforce.checkJwtSignIn of the stack tries it in `up`";
    return [{ ...finding(check, { code: "not-tried", says }, means), weight: "note" }];
  }
  const told = await refusal(() => api.signInAt(api.signInUrl));
  return told === undefined ? [] : [finding(check, told, "Webex's connector cannot sign in", "salesforce:loginUrl")];
}

const describe = z.looseObject({
  queryable: z.boolean(),
  updateable: z.boolean(),
  fields: z.array(z.looseObject({ name: z.string(), updateable: z.boolean() })),
});

const neededFields = (salesforceUrl: string): readonly { readonly field: string }[] =>
  dataDipRights({ salesforceUrl, defaultCountry: "US" }).fields.filter(({ field }) => !field.endsWith("__c"));
const objectsOf = (needed: readonly { readonly field: string }[]): readonly string[] => [
  ...new Set(needed.map(({ field }) => field.split(".")[0] ?? "")),
];

/** Checks of objects and standard fields that the data-dip flow uses; a run makes the custom ones. */
async function objectFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  const needed = neededFields(api.publicUrl);
  const objects = objectsOf(needed);
  const found = objects.map(async (object): Promise<readonly Finding[]> => {
    const check = `${object} described`;
    const means = "the flow's question to Salesforce fails as a whole";
    const mend = "a permission set of the user";
    const found = (told: Told, otherwise = means): Finding => finding(check, { ...told, object }, otherwise, mend);
    let said: z.output<typeof describe> | undefined;
    const refused = await refusal(async () => {
      const answer = await api.send({ method: "GET", path: `sobjects/${object}/describe` });
      said = describe.safeParse(answer.body).data;
    });
    if (said === undefined) return [found(refused ?? UNREADABLE)];
    const { queryable, updateable, fields } = said;
    const names = new Set(fields.map(({ name }) => name));
    const hidden = needed.flatMap(({ field }) => {
      const [of, name = ""] = field.split(".");
      const says = "is not there or hidden";
      return of === object && !names.has(name) ? [found({ code: "field-hidden", at: name, says })] : [];
    });
    return [
      ...(queryable ? [] : [found({ code: "not-queryable", says: "cannot be queried" })]),
      ...(updateable || object !== "Case"
        ? []
        : [found({ code: "not-updateable", says: "cannot be changed" }, "calls are not written back")]),
      ...hidden,
    ];
  });
  return (await Promise.all(found)).flat();
}

async function metadataFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  loadKinds("salesforce");
  const found: Finding[] = [];
  for (const { kind, store } of allKinds()) {
    for (const call of store.calls ?? []) {
      const [, type] = /^SOAP listMetadata (\w+)$/.exec(call) ?? [];
      const told = type === undefined ? undefined : await refusal(() => api.metadata.list(type));
      if (told === undefined) continue;
      const mend =
        "the user's permissions; with INVALID_TYPE the org lacks the feature, or salesforce:apiVersion is older";
      found.push(finding(`${kind} list`, told, `${kind} cannot be made or read`, mend));
      break;
    }
  }
  return found;
}

/** https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_organization.htm */
const SHARING = ["Account", "Contact", "Case"];
const PRIVATE: readonly unknown[] = ["None", "Private"];

/** Checks sharing: where records are private, the connector's user sees only its own, unless it may see all. */
async function sharingFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  const fields = SHARING.map((object) => `Default${object}Access`);
  let rows: readonly Readonly<Record<string, unknown>>[] = [];
  const told = await refusal(async () => (rows = await api.query(`SELECT ${fields.join(", ")} FROM Organization`)));
  if (told !== undefined)
    return [{ ...finding("sharing", told, "whether records are private is not seen"), weight: "note" }];
  return SHARING.filter((object) => PRIVATE.includes(rows[0]?.[`Default${object}Access`])).map((object) => ({
    weight: "differs",
    check: `sharing of ${object}`,
    at: "",
    object,
    code: "private",
    says: "is private",
    means: "the connector's user finds only records of its own",
    mend: "View All on the object, in the user's permission set",
  }));
}

type Rule = Omit<FaultRule, "times">;

/** What makes an emulator answer as the org of a finding did; undefined where no answer to a request of ours is known to be that. */
function ruleOf({ code, object: told, status }: Finding): Rule | undefined {
  // Paths and members are our own, never the report's.
  const needed = objectsOf(neededFields("https://example.my.salesforce.com"));
  const object = [...needed, ...SHARING].find((name) => name === told);
  if (object === undefined) return undefined;
  const where = { vendor: "salesforce", method: "GET", path: `/sobjects/${object}/describe` } as const;
  if (code === "private") return { ...where, path: "/query", replace: { [`Default${object}Access`]: "None" } };
  if (code === "no-answer") return { ...where, reset: true };
  if (code === "status" && status !== undefined && status >= 400) return { ...where, status };
  if (code === "not-queryable") return { ...where, replace: { queryable: false } };
  if (code === "not-updateable") return { ...where, replace: { updateable: false } };
  return undefined;
}

/** Reproduces findings of a report on an emulator, and says which it cannot. */
export async function salesforceAgainst(all: readonly Finding[], sandbox: Sandbox): Promise<readonly Finding[]> {
  const told = all.filter(({ weight }) => weight !== "note").map((one) => ({ one, rule: ruleOf(one) }));
  const rules = told.flatMap(({ rule }) => (rule === undefined ? [] : [rule]));
  const left = told.flatMap(({ one: { object: _object, status: _status, mend: _mend, ...one }, rule }): Finding[] => {
    const says = `is told by the report, and the emulator cannot be made to answer so: ${one.says}`;
    return rule === undefined ? [{ ...one, weight: "note", code: "not-reproduced", says }] : [];
  });
  if (rules.length === 0) return left;
  followRules(sandbox, rules);
  const keyOf = ({ code, object }: Finding): string => `${code} ${object}`;
  const complained = new Set(told.filter(({ rule }) => rule !== undefined).map(({ one }) => keyOf(one)));
  const found = await verifySalesforce(sourceOf(sandbox));
  return [...found.filter((one) => complained.has(keyOf(one))), ...left];
}
