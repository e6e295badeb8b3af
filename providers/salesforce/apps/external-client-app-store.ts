import { isDeepStrictEqual } from "node:util";
import { type Store, Unfinished } from "../../core/resource/descriptor";
import { isDryRun, rehearse } from "../../core/telemetry/dry-run";
import { managedKeys } from "../../core/engine/state";
import type { RemoteObject, Problem, Values } from "../../core/resource/types";
import { hasUnknown } from "../../core/resource/unknown";
import { asError, HttpError, isFailure } from "../../http/http-errors";
import type { SalesforceApi } from "../rest/api";
import type { BundledComponent } from "../metadata/bundle";
import { DEPLOY_CALLS, metadataCalls, queryCall } from "../rest/operations";
import { deploy, quickDeploy } from "../metadata/deploy";
import { inputs, outputs } from "./external-client-app-inputs";
import {
  type AppInputs,
  componentsOf,
  defaultNames,
  HEADER,
  type PartNames,
  PARTS,
  valuesOf,
} from "./external-client-app-parts";
import { appRow, discovered, knownNames, liveApp, namesOf } from "./external-client-app-live";
import { stateValues } from "../rest/managed-values";
import { metadataAudit } from "../metadata/metadata-store";
import { bodyProblems } from "../metadata/metadata-type";

/** The refusal of a second policy: an app has one of each kind, and the existing one must be found. */
const SECOND_POLICY = /duplicates? value.*ExternalClientApplicationId|ExternalClientApplicationId.*duplicates? value/i;

/** Pauses, in seconds, between look-ups of an app whose deploy lost its answer and may still run. */
const APPEARING_SECONDS = [2, 5, 10, 20];

const SCHEMA = { inputs, outputs, unsaid: ["consumerSecret", "validateAtPreview"] };

class ExternalClientAppStore implements Store<SalesforceApi, AppInputs> {
  readonly calls = [
    ...DEPLOY_CALLS,
    ...[HEADER, ...Object.values(PARTS)].flatMap((type) => metadataCalls(type, ["read", "list"])),
    // For orgs that return ids instead of names.
    queryCall("PermissionSet"),
    queryCall("Profile"),
  ];
  // A deploy is polled until it is done; the sandbox's is done at the first poll.
  readonly cost = {
    create: () => ({ own: 4, deploys: 1 }),
    update: () => ({ own: 8, deploys: 1 }),
    delete: () => ({ own: 3, deploys: 1 }),
  };
  readonly audit = metadataAudit(HEADER);

  async create(api: SalesforceApi, app: AppInputs): Promise<RemoteObject> {
    // A deploy would silently change an existing app.
    if ((await appRow(api, app.fullName)) !== undefined) throw nameTaken(app.fullName);
    const names = await this.deployNew(api, app);
    return this.proven(api, app, names, `The app ${app.fullName} was created`);
  }

  async read(api: SalesforceApi, id: string, state: Values): Promise<RemoteObject | undefined> {
    const live = await liveApp(api, id, state);
    return live === undefined
      ? undefined
      : { id, values: stateValues(SCHEMA, await namesOf(api, valuesOf(live)), state) };
  }

  async update(api: SalesforceApi, id: string, app: AppInputs, state: Values): Promise<RemoteObject> {
    const live = await liveApp(api, id, state);
    if (live === undefined)
      throw new Error(`The app ${id} was deleted outside of Pulumi: \`pulumi up --refresh\` makes it anew.`);
    const names = { ...defaultNames(id), ...knownNames(live) };
    const dropped = managedKeys(state).filter((key) => !(key in app));
    await this.deployAll(api, app, componentsOf(app, names, live, dropped));
    return this.proven(api, app, names, `The app ${id} was changed`);
  }

  async remove(api: SalesforceApi, id: string): Promise<void> {
    // An empty list alone proves nothing.
    if ((await appRow(api, id)) === undefined && (await api.metadata.read(HEADER, id)) === undefined) return;
    // The parts are deleted with their header.
    await deploy(
      api,
      { components: [], removals: [{ type: HEADER, fullName: id }] },
      { about: `the deletion of ExternalClientApp ${id}` },
    );
  }

  async find(api: SalesforceApi, { fullName: id }: AppInputs): Promise<readonly RemoteObject[]> {
    let row = await appRow(api, id);
    for (const seconds of APPEARING_SECONDS) {
      if (row !== undefined) break;
      await api.clock.sleep(seconds * 1000);
      row = await appRow(api, id);
    }
    const live = row === undefined ? undefined : await liveApp(api, id, {});
    if (live === undefined) return [];
    const createdAt = row?.createdDate === undefined ? undefined : Date.parse(row.createdDate);
    return [{ id, values: await namesOf(api, valuesOf(live)), createdAt }];
  }

  /** The org's problems with the app, without saving it; the API version is checked first, as this needs no request. */
  async problems(api: SalesforceApi, given: Values, olds: Values): Promise<readonly Problem[]> {
    if (hasUnknown(given)) return [];
    const app = inputs.parse(given);
    const components = componentsOf(app, defaultNames(app.fullName));
    const old = components.flatMap(({ type, body }) => bodyProblems(type, body, api.apiVersion));
    if (old.length > 0)
      return old.map(({ property, reason }) => ({ property: property in given ? property : "", reason }));
    const isNew = olds.fullName !== app.fullName;
    // An existing app's policies can have other names, which only an update and a dry run look up.
    if (isNew && app.validateAtPreview) return this.validated(api, app.fullName, components);
    if (isNew && isDryRun()) return rehearse(() => this.validated(api, app.fullName, components));
    const isChanged = Object.keys(given).some((key) => !isDeepStrictEqual(given[key], olds[key]));
    return isNew || !isChanged || !isDryRun() ? [] : rehearse(() => this.rehearsedUpdate(api, app, olds));
  }

  private async rehearsedUpdate(api: SalesforceApi, app: AppInputs, olds: Values): Promise<readonly Problem[]> {
    const live = await liveApp(api, app.fullName, olds);
    // Where the app is gone, the update reports it.
    if (live === undefined) return [];
    const names = { ...defaultNames(app.fullName), ...knownNames(live) };
    return this.validated(api, app.fullName, componentsOf(app, names, live, []));
  }

  /** The org's problems with a bundle, without saving it. */
  private async validated(
    api: SalesforceApi,
    fullName: string,
    components: readonly BundledComponent[],
  ): Promise<readonly Problem[]> {
    const about = `ExternalClientApp ${fullName}`;
    const validate = (): Promise<string> => deploy(api, { components }, { about, checkOnly: true });
    try {
      await api.once(`validated ${JSON.stringify(components)}`, validate);
      if (isDryRun()) api.report(`Dry run: Salesforce would accept the ${about}.`);
      return [];
    } catch (error) {
      return [{ property: "", reason: asError(error).message }];
    }
  }

  /** Deploys a new app in one bundle; where the org makes policies itself, first the other parts and then the policies. */
  private async deployNew(api: SalesforceApi, app: AppInputs): Promise<PartNames> {
    const names = defaultNames(app.fullName);
    const components = componentsOf(app, names);
    try {
      await this.deployAll(api, app, components);
      return names;
    } catch (error) {
      if (!(error instanceof HttpError) || !SECOND_POLICY.test(error.detail)) throw error;
    }
    await this.deployAll(api, app, components.slice(0, 3));
    const live = { id: app.fullName, values: {} };
    try {
      const found = await discovered(api, app.fullName, {});
      const named = { ...names, ...knownNames(found) };
      await this.deployAll(api, app, componentsOf(app, named, found).slice(3));
      return named;
    } catch (error) {
      throw new Unfinished(
        live,
        `The app ${app.fullName} was created, but not its policies: ${asError(error).message}`,
      );
    }
  }

  private async deployAll(
    api: SalesforceApi,
    { fullName, validateAtPreview }: AppInputs,
    components: readonly BundledComponent[],
  ): Promise<void> {
    const options = { about: `ExternalClientApp ${fullName}` };
    const key = `validated ${JSON.stringify(components)}`;
    if (validateAtPreview) {
      try {
        const validated = await api.once(key, () => Promise.reject(new NotValidated()));
        await quickDeploy(api, validated, options);
        return;
      } catch (error) {
        // Without tests an org may refuse a quick deploy; then the bundle is deployed in full.
        if (!(error instanceof NotValidated) && !isFailure(error, "bad-request", "not-found", "no-such-route"))
          throw error;
      }
    }
    await deploy(api, { components }, options);
  }

  /** The app after a write, with its key read back: a redeploy with another key succeeds but keeps the old one. */
  private async proven(api: SalesforceApi, app: AppInputs, names: PartNames, done: string): Promise<RemoteObject> {
    const live = { id: app.fullName, values: { ...names } };
    try {
      const global = await api.metadata.read(PARTS.globalOauthSettingsName, names.globalOauthSettingsName);
      const consumerKey = global?.consumerKey;
      return { ...live, values: { ...names, ...(consumerKey === undefined ? {} : { consumerKey }) } };
    } catch (error) {
      throw new Unfinished(live, `${done}, but could not be read back: ${asError(error).message}`);
    }
  }
}

/** Thrown where this process has not validated the bundle. */
class NotValidated extends Error {}

function nameTaken(fullName: string): HttpError {
  return new HttpError({
    failure: "conflict",
    method: "POST",
    path: "metadata/deployRequest",
    status: 0,
    operation: `Creating the app ${fullName}`,
    detail: "the org has an External Client App of that name",
    advice: "Nothing was changed.",
  });
}

export const externalClientAppStore = new ExternalClientAppStore();
