import { z } from "zod";
import type { HttpAnswer } from "../../http/request";
import { HttpError } from "../../http/http-errors";
import { understood } from "../../http/failures";
import type { SalesforceApi } from "../rest/api";
import { type Bundle, zipped } from "./bundle";
import { meaningOf } from "../rest/error-codes";
import { LogThrottle } from "../../core/telemetry/report";

/** Deploys are asynchronous and run one at a time in an org: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_rest_deploy.htm */

const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform((only) => [only])]).nullish();

const message = z.looseObject({
  componentType: z.string().nullish(),
  fullName: z.string().nullish(),
  problem: z.string().nullish(),
  problemType: z.string().nullish(),
});

const deployment = z.looseObject({
  id: z.string(),
  deployResult: z
    .looseObject({
      status: z.string(),
      done: z.boolean().optional(),
      success: z.boolean().optional(),
      errorMessage: z.string().nullish(),
      errorStatusCode: z.string().nullish(),
      numberComponentsDeployed: z.number().optional(),
      numberComponentsTotal: z.number().optional(),
      details: z.looseObject({ componentFailures: oneOrMore(message) }).nullish(),
    })
    .optional(),
});

type Deployment = z.output<typeof deployment>;

/** Seconds between polls: short at first, as small bundles take seconds. */
const WAITS_SECONDS = [1, 3, 5];
/** Time limit of a deploy, which waits for other deploys of the org. */
const GIVE_UP_SECONDS = 600;
/** Time limit of a validation, shorter, as a preview waits for it. */
const GIVE_UP_VALIDATION_SECONDS = 120;
/** Time between two messages about the wait. */
const REPORT_EVERY_SECONDS = 9;
const UPLOAD_TIMEOUT_MS = 120_000;

export interface DeployOptions {
  /** Content of the bundle, for messages: `ExternalClientApp WxccDataDip`. */
  readonly about: string;
  /** Whether to validate only and save nothing. */
  readonly checkOnly?: boolean;
  /** Limit of polls. Default: only the time limit counts. */
  readonly maxPolls?: number;
}

/**
 * Deploys a bundle as a whole or not at all. @returns the request's id.
 * @throws HttpError with Salesforce's problems; "lost" where the result is not known.
 */
export const deploy = async (api: SalesforceApi, bundle: Bundle, options: DeployOptions): Promise<string> =>
  api.alone(() => finished(api, () => start(api, bundle, options), options));

/** Deploys a bundle that `deploy` has validated with `checkOnly`, without a second validation. */
export async function quickDeploy(api: SalesforceApi, validatedId: string, options: DeployOptions): Promise<string> {
  const operation = operationOf(options);
  const request = {
    method: "POST",
    path: "metadata/deployRequest",
    json: { validatedDeployRequestId: validatedId },
    operation,
  } as const;
  return api.alone(() => finished(api, () => api.send(request), options));
}

const operationOf = ({ about, checkOnly = false }: DeployOptions): string =>
  `${checkOnly ? "Validating" : "Deploying"} ${about}`;

function start(api: SalesforceApi, bundle: Bundle, options: DeployOptions): Promise<HttpAnswer> {
  const deployOptions = {
    allowMissingFiles: false,
    autoUpdatePackage: false,
    checkOnly: options.checkOnly ?? false,
    // Components that are gone already must not stop a deletion.
    ignoreWarnings: bundle.removals !== undefined,
    performRetrieve: false,
    purgeOnDelete: false,
    rollbackOnError: true,
    singlePackage: true,
    // No testLevel: production orgs refuse NoTestRun; without it the org decides.
  };
  return api.send({
    method: "POST",
    path: "metadata/deployRequest",
    parts: [
      { name: "entity_content", content: JSON.stringify({ deployOptions }), contentType: "application/json" },
      { name: "file", content: zipped(bundle, api.apiVersion), contentType: "application/zip", filename: "deploy.zip" },
    ],
    timeoutMs: UPLOAD_TIMEOUT_MS,
    operation: operationOf(options),
  });
}

async function finished(api: SalesforceApi, begin: () => Promise<HttpAnswer>, options: DeployOptions): Promise<string> {
  const operation = operationOf(options);
  const giveUpSeconds = options.checkOnly === true ? GIVE_UP_VALIDATION_SECONDS : GIVE_UP_SECONDS;
  const begun = await begin();
  const { id } = understood(begun, (body) => deployment.parse(body));
  const started = api.clock.now();
  const progress = new LogThrottle((sentence) => api.report(sentence), REPORT_EVERY_SECONDS * 1000, started);
  for (let asked = 0; ; asked += 1) {
    const seconds = WAITS_SECONDS[Math.min(asked, WAITS_SECONDS.length - 1)] ?? 0;
    await api.clock.sleep(seconds * 1000);
    const path = `metadata/deployRequest/${id}`;
    const answer = await api.send({ method: "GET", path, query: { includeDetails: true }, operation });
    const { deployResult } = understood(answer, (body) => deployment.parse(body));
    if (deployResult !== undefined && isDone(deployResult)) {
      if (deployResult.success === true) return id;
      throw failed(deployResult, answer, operation);
    }
    if (api.clock.now() - started > giveUpSeconds * 1000 || asked + 1 >= (options.maxPolls ?? Infinity))
      throw tooLong(answer, operation, id, Math.round((api.clock.now() - started) / 1000));
    progress.say(api.clock.now(), () => `${operation}: ${progressIn(deployResult)}.`);
  }
}

type Result = NonNullable<Deployment["deployResult"]>;

function progressIn(result: Result | undefined): string {
  const { status = "Pending", numberComponentsDeployed = 0, numberComponentsTotal = 0 } = result ?? {};
  return `Salesforce says ${status}, ${numberComponentsDeployed} of ${numberComponentsTotal} parts`;
}

const isDone = ({ done, status }: Result): boolean =>
  done === true || ["Succeeded", "SucceededPartial", "Failed", "Canceled", "FinalizingFailed"].includes(status);

function failed(result: Result, { method, path, status }: HttpAnswer, operation: string): HttpError {
  const failures = (result.details?.componentFailures ?? []).filter(({ problemType }) => problemType !== "Warning");
  const told = failures.map(({ componentType, fullName, problem }) =>
    `${componentType ?? ""} ${fullName ?? ""}: ${problem ?? ""}`.trim(),
  );
  const detail = [...new Set(told)].join("; ") || result.errorMessage || `it ended ${result.status} without a reason`;
  const code = result.errorStatusCode ?? undefined;
  const meaning =
    failures.map(({ problem }) => meaningOf(codeIn(problem), problem ?? "")).find((found) => found !== undefined) ??
    meaningOf(code, detail);
  return new HttpError({
    failure: meaning?.failure ?? "bad-request",
    method,
    path,
    status,
    detail,
    advice: meaning?.advice,
    code,
    operation,
  });
}

/** The code at the start of a deploy's problem, which is a sentence; undefined without one. */
const codeIn = (problem: string | null | undefined): string | undefined =>
  /\b([A-Z]+(?:_[A-Z]+)+)\b/.exec(problem ?? "")?.[1];

function tooLong({ method, path }: HttpAnswer, operation: string, id: string, seconds: number): HttpError {
  const detail = `not done after ${Math.round(seconds / 60)} minutes`;
  const advice = `It may still end well: watch the deployment ${id} in Setup, Deployment Status, then run again.`;
  return new HttpError({ failure: "lost", method, path, status: 0, detail, advice, operation });
}
