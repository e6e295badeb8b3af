import type { Clock } from "../../providers/http/clock";
import type { WebexApi } from "../../providers/webex/client/api";
import { type Answers, askAll, Pace } from "./ask";
import { webexCheckList } from "./checks";
import { askEmulator, followRules, flowSeedOf, seedEmulator, seedsOf, withEmulator } from "./emulated";
import type { Shape } from "./shape";
import { compare, type Finding, type Seen, seen } from "./findings";
import { salesforceAgainst } from "./salesforce";
import { exampleOf, Placeholders, type Report, rulesOf, VERSION } from "./report";

export { readReport, type Report } from "./report";
export { type Finding, shown } from "./findings";

/** Limit of requests in a minute: less than a third of the client id's quota, which other runs share. */
const PER_MINUTE = 89;

/** Runs all checks in a tenant, without changes, and returns the differences from the emulator. */
export async function verifyTenant(
  api: WebexApi,
  progress: (left: number) => void,
  perMinute = PER_MINUTE,
): Promise<Report> {
  const { clock } = api;
  const begun = clock.now();
  const holder = await api.organizationOfToken();
  const isForeign = holder !== undefined && holder !== api.orgId;
  // Another organisation's token is refused everywhere.
  const checks = isForeign ? [] : webexCheckList();
  const tenant = await askAll(api, checks, new Pace(clock, perMinute), progress);
  const emulated = await withEmulator(async (sandbox) => {
    await seedEmulator(sandbox, seedsOf(tenant), flowSeedOf(tenant));
    return askEmulator(sandbox, checks);
  });
  const answers = tenant.outcomes.filter(({ check }) => check.plane === "platform" || !isShut(tenant));
  return {
    format: "datadip-verify",
    version: VERSION,
    requests: tenant.requests,
    seconds: Math.round((clock.now() - begun) / 1000),
    answers: kept(tenant),
    skipped: tenant.skipped,
    findings: [
      ...(isForeign ? [FOREIGN] : scopeFindings(api.grant?.scopes, tenant)),
      ...clockFindings(tenant, clock),
      ...compare(answers.map(seen), emulated.outcomes.map(seen)),
    ],
    salesforce: [],
  };
}

/** Reproduces the findings of a report without its tenant: makes the emulator behave like that tenant and runs the checks. */
export async function verifyAgainst(report: Report): Promise<readonly Finding[]> {
  // Of a token of another organisation: nothing was asked, so nothing can be asked again.
  if (report.answers.length === 0) return report.findings;
  const checks = webexCheckList();
  const told = new Map(report.answers.map((answer) => [answer.id, answer]));
  const seeds = checks.flatMap(({ id, item: kind }) => {
    const item = told.get(id);
    if (kind === undefined || item === undefined) return [];
    // For an object that could not be read, only its row in the list is known.
    const shape = item.status === 200 ? item.shape : rowShape(told.get(id.replace(/ item$/, " list"))?.shape);
    return shape === undefined ? [] : [{ kind, object: exampleOf(kind, shape) }];
  });
  return withEmulator(async (sandbox) => {
    await seedEmulator(sandbox, seeds);
    const plain = await askEmulator(sandbox, checks);
    followRules(sandbox, rulesOf(report.answers, kept(plain)));
    const otherwise = await askEmulator(sandbox, checks);
    // Examples made from types differ from the real objects, so only findings of the report are kept.
    const complained = new Set(report.findings.filter(({ weight }) => weight !== "note").map(({ check }) => check));
    const ofWebex = compare(otherwise.outcomes.map(seen), plain.outcomes.map(seen));
    return [
      ...scopeFindings(undefined, otherwise),
      ...ofWebex.filter(({ check }) => complained.has(check)),
      ...(await salesforceAgainst(report.salesforce, sandbox)),
    ];
  });
}

function rowShape(list: Shape | undefined): Shape | undefined {
  if (typeof list !== "object" || !("members" in list)) return undefined;
  const data = list.members.data;
  return typeof data === "object" && "list" in data ? data.list : undefined;
}

function kept({ outcomes }: Answers): readonly (Seen & { readonly path: string })[] {
  const placeholders = new Placeholders();
  return outcomes.map((outcome) => ({ ...seen(outcome), path: placeholders.path(outcome.check.path, outcome.path) }));
}

const FOREIGN: Finding = {
  weight: "breaks",
  check: "access token",
  at: "",
  code: "other-organisation",
  says: "is of another organisation than webex:orgId",
  means: "nothing was asked",
  mend: "webex:orgId",
};

/** Whether the list of each kind is refused, as it is for a token without scopes. */
function isShut({ outcomes }: Answers): boolean {
  const lists = outcomes.filter(({ check }) => check.lists !== undefined);
  return lists.length > 0 && lists.every(({ answer }) => answer?.status === 403);
}

/** The scopes that the token lacks, with what cannot be done. A token from the config does not tell its scopes. */
function scopeFindings(scopes: readonly string[] | undefined, tenant: Answers): readonly Finding[] {
  const kinds = tenant.outcomes.flatMap(({ check: { lists } }) => lists?.replace("webex.", "") ?? []).join(", ");
  const means = {
    "cjp:config_read": `flows and the kinds of Webex cannot be read: ${kinds}`,
    "cjp:config_write": `flows and the kinds of Webex cannot be made or changed: ${kinds}`,
    "spark-admin:telephony_config_read": "webex.DialNumber cannot be made",
  };
  return Object.entries(means)
    .filter(([scope]) =>
      scopes === undefined
        ? scope === "cjp:config_read" && isShut(tenant)
        : !scopes.includes(scope) && !(scope.startsWith("cjp:") && scopes.includes("cjp:config")),
    )
    .map(([scope, meant]) => ({
      weight: "breaks",
      check: "access token",
      at: "",
      code: "scope-missing",
      says: scopes === undefined ? `lacks the scope ${scope}, or its user a role` : `has no scope ${scope}`,
      means: meant,
      mend: "authorise the Service App again with it",
    }));
}

/** Greatest allowed error of this machine's clock, whose time is in signed assertions. */
const MAX_SKEW_MS = 60_000;

function clockFindings({ outcomes }: Answers, clock: Clock): readonly Finding[] {
  const date = outcomes.map(({ answer }) => answer?.headers.date).findLast((one) => typeof one === "string");
  const ahead = date === undefined ? 0 : Date.parse(date) - clock.now();
  if (Number.isNaN(ahead) || Math.abs(ahead) <= MAX_SKEW_MS) return [];
  const says = `is ${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? "ahead of" : "behind"} this machine's`;
  return [
    {
      weight: "breaks",
      check: "Webex's clock",
      at: "",
      code: "clock",
      says,
      means: "Salesforce refuses sign-ins signed at another time",
      mend: "set this machine's clock by NTP",
    },
  ];
}
