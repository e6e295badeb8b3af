import { z } from "zod";
import { loadKinds } from "../../providers/clouds";
import { allKinds } from "../../providers/core/resource/registry";
import type { SettingsSource } from "../../providers/core/settings/settings";
import { HttpError } from "../../providers/http/http-errors";
import { unproven } from "../../providers/salesforce/auth/connect";
import { MetadataStore } from "../../providers/salesforce/metadata/metadata-store";
import type { SalesforceApi } from "../../providers/salesforce/rest/api";
import { dataDipRights } from "../../flow";
import { salesforceChecks } from "../doctor/salesforce";
import type { FaultRule, Sandbox } from "../../sandbox";
import { deviate, sourceOf } from "./emulated";
import type { Finding } from "./findings";

/** Differences between Salesforce and what a run and the data-dip flow need. Only reads. */
export async function verifySalesforce(source: SettingsSource): Promise<readonly Finding[]> {
  const checks = await salesforceChecks(source);
  const failed = checks
    .filter(({ status }) => status === "failed")
    .map(({ name, says, mend }) => ({
      ...finding(name, "", "fails", "nothing of Salesforce can be made", mend),
      detail: says,
    }));
  if (failed.length > 0) return failed;
  const api = await unproven(source);
  const asked = [formFindings, objectFindings, metadataFindings, sharingFindings].map((ask) => ask(api));
  return (await Promise.all(asked)).flat();
}

const finding = (check: string, at: string, says: string, means: string, mend?: string): Finding => ({
  weight: "breaks",
  check,
  at,
  says,
  means,
  ...(mend === undefined ? {} : { mend }),
});

/** The failure of a request, without text of the org; undefined where there is none. */
async function refusal(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return error.status === 0
      ? "gives no answer"
      : `answers ${error.status}${/^[A-Za-z_]{1,60}$/.test(error.code ?? "") ? ` ${error.code}` : ""}`;
  }
}

/** Checks the connector's sign-in: a JWT for the URL of its form, sent to that URL. datadip's own sign-in may differ. */
async function formFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  const check = "Salesforce sign-in as the connector's form";
  if (api.grant !== "jwt") {
    const says = `is not tried: datadip signs in by ${api.grant}, the form by JWT`;
    return [{ weight: "note", check, at: "", says, means: "salesforce.checkJwtSignIn of the stack tries it in `up`" }];
  }
  const says = await refusal(() => api.signInAt(api.signInUrl));
  return says === undefined
    ? []
    : [finding(check, "", says, "Webex's connector cannot sign in", "salesforce:loginUrl")];
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
    let said: z.output<typeof describe> | undefined;
    const says = await refusal(async () => {
      const answer = await api.send({ method: "GET", path: `sobjects/${object}/describe` });
      said = describe.safeParse(answer.body).data;
    });
    if (said === undefined) return [finding(check, "", says ?? "cannot be read", means, mend)];
    const { queryable, updateable, fields } = said;
    const names = new Set(fields.map(({ name }) => name));
    const hidden = needed.flatMap(({ field }) => {
      const [of, name = ""] = field.split(".");
      return of === object && !names.has(name) ? [finding(check, name, "is not there or hidden", means, mend)] : [];
    });
    return [
      ...(queryable ? [] : [finding(check, "", "cannot be queried", means, mend)]),
      ...(updateable || object !== "Case"
        ? []
        : [finding(check, "", "cannot be changed", "calls are not written back", mend)]),
      ...hidden,
    ];
  });
  return (await Promise.all(found)).flat();
}

async function metadataFindings(api: SalesforceApi): Promise<readonly Finding[]> {
  loadKinds("salesforce");
  const found: Finding[] = [];
  for (const { kind, store } of allKinds()) {
    // The registry does not record which kinds use the Metadata API, so the class is checked.
    if (!(store instanceof MetadataStore)) continue;
    const says = await refusal(() => api.metadata.list(store.type));
    if (says !== undefined)
      found.push(finding(`${kind} list`, "", says, `${kind} cannot be made or read`, "the user's permissions"));
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
  const says = await refusal(async () => (rows = await api.query(`SELECT ${fields.join(", ")} FROM Organization`)));
  if (says !== undefined)
    return [{ weight: "note", check: "sharing", at: "", says, means: "whether records are private is not seen" }];
  return SHARING.filter((object) => PRIVATE.includes(rows[0]?.[`Default${object}Access`])).map((object) => ({
    weight: "differs",
    check: `sharing of ${object}`,
    at: "",
    says: "is private",
    means: "the connector's user finds only records of its own",
    mend: "View All on the object, in the user's permission set",
  }));
}

type Rule = Omit<FaultRule, "times">;

/** What makes an emulator answer as the org of a finding did; undefined where no answer to a request of ours is known to be that. */
function ruleOf({ check, at, says }: Finding): Rule | undefined {
  // Paths and members are our own, never the report's.
  const object = objectsOf(neededFields("https://example.my.salesforce.com")).find(
    (name) => check === `${name} described`,
  );
  if (object !== undefined && at === "") {
    const where = { vendor: "salesforce", method: "GET", path: `/sobjects/${object}/describe` } as const;
    const status = Number(/^answers (\d{3})\b/.exec(says)?.[1] ?? NaN);
    if (says === "gives no answer") return { ...where, reset: true };
    if (status >= 400) return { ...where, status };
    if (says === "cannot be queried") return { ...where, replace: { queryable: false } };
    if (says === "cannot be changed") return { ...where, replace: { updateable: false } };
  }
  const shared = SHARING.find((name) => check === `sharing of ${name}`);
  if (shared === undefined || says !== "is private") return undefined;
  return { vendor: "salesforce", path: "/query", replace: { [`Default${shared}Access`]: "None" } };
}

/** Reproduces findings of a report on an emulator, and says which it cannot. */
export async function salesforceAgainst(all: readonly Finding[], sandbox: Sandbox): Promise<readonly Finding[]> {
  const told = all.filter(({ weight }) => weight !== "note");
  const rules = told.map(ruleOf);
  deviate(
    sandbox,
    rules.filter((rule) => rule !== undefined),
  );
  const left = told
    .filter((_, i) => rules[i] === undefined)
    .map(({ check, at, says, means }): Finding => ({
      weight: "note",
      check,
      at,
      says: `is told by the report, and the emulator cannot be made to answer so: ${says}`,
      means,
    }));
  if (left.length === told.length) return left;
  const complained = new Set(told.filter((_, i) => rules[i] !== undefined).map(({ check }) => check));
  const found = await verifySalesforce(sourceOf(sandbox));
  return [...found.filter(({ check }) => complained.has(check)), ...left];
}
