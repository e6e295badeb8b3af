import { type Cloud, CLOUDS } from "../../../providers/clouds";
import { Settings, type SettingsSource } from "../../../providers/core/settings/settings";
import { unproven } from "../../../providers/webex/client/connect";
import { unproven as unprovenOrg } from "../../../providers/salesforce/auth/connect";

const NOTHING = "Nothing was changed.";

/**
 * Whether objects may be made and deleted in the tenants of these settings: config, token and the person who types the name must all name
 * the same organisation.
 *
 * @param typed asks a person for a text; throws without a terminal.
 * @returns the clouds that may be written to.
 * @throws Error with the reason why not.
 */
export async function permitted(
  source: SettingsSource,
  typed: (question: string) => Promise<string>,
): Promise<readonly Cloud[]> {
  const settings = new Settings(source);
  const api = await unproven(source);
  const allowed = settings.address("datadip:verifyWrite");
  if (allowed === undefined)
    throw new Error(
      `\`datadip verify --write\` makes and deletes objects, which it does only in the organisation that datadip:verifyWrite names. ${NOTHING} For one without customers: pulumi config set datadip:verifyWrite ORGANISATION_ID`,
    );
  const holder = await api.organizationOfToken();
  if (holder !== allowed || api.orgId !== allowed)
    throw new Error(
      `datadip:verifyWrite is ${allowed}, but ${api.orgId === allowed ? `the access token is of ${holder ?? "an unknown organisation"}` : `webex:orgId is ${api.orgId}`}. ${NOTHING} All three must be the same organisation.`,
    );
  await api.guard();
  const { name } = await api.organization();
  const clouds = CLOUDS.filter((cloud) => cloud === "webex" || isSalesforceUsed(settings));
  if (clouds.includes("salesforce")) {
    const org = await (await unprovenOrg(source)).guard();
    if (!org.isSandbox && !/Developer/.test(org.organizationType))
      throw new Error(
        `${org.name} (${org.id}) is ${org.organizationType}: \`datadip verify --write\` needs a sandbox or a Developer Edition, regardless of datadip:allowProduction. ${NOTHING}`,
      );
  }
  const answer = await typed(
    `Objects will be made and deleted in ${name ?? allowed} (${allowed}). Type its name to go on:`,
  );
  if (name === undefined || answer !== name)
    throw new Error(`${JSON.stringify(answer)} is not the name of the organisation ${allowed}. ${NOTHING}`);
  return clouds;
}

const isSalesforceUsed = (settings: Settings): boolean =>
  settings.target() === "sandbox" || settings.address("salesforce:instanceUrl") !== undefined;
