import { z } from "zod";
import { isJsonObject, type Json, type JsonObject } from "../../core/json";
import { objectBody } from "../dialect";
import { badRequest, forbidden, jsonError } from "../salesforce-errors";
import { optionsSchema } from "../metadata/apply";
import { restResult } from "../metadata/deploy-calls";
import { cancelDeploy, findDeploy, quickDeploy, startDeploy, type Deploy } from "../metadata/deploys";
import { param, partly, restRoutes, type Answer, type RestCall } from "../route";

function mayDeploy({ session }: RestCall): void {
  if (session.rights.has("ModifyAllData") || session.rights.has("ModifyMetadata")) return;
  throw forbidden(
    "INSUFFICIENT_ACCESS",
    "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions",
  );
}

const shown = (call: RestCall, deploy: Deploy, includeDetails: boolean): JsonObject => ({
  id: deploy.id,
  validatedDeployRequestId: deploy.validatedId,
  deployResult: restResult(call.org, deploy, includeDetails),
  deployOptions: { ...deploy.options, testLevel: deploy.options.testLevel ?? null },
});

function parse(text: string): Json {
  try {
    // JSON.parse returns JSON.
    return JSON.parse(text) as Json;
  } catch (error) {
    throw jsonError(
      `Unexpected content in the part with the deploy options: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

/** The options are in a JSON part of any name; the zip is in the part `file`. */
function start(call: RestCall): Deploy {
  const { body, session } = call;
  if (body.type !== "multipart") {
    const validated = objectBody(call).validatedDeployRequestId;
    if (typeof validated !== "string") throw badRequest("MISSING_ARGUMENT", "validatedDeployRequestId is missing");
    return quickDeploy(call.org, session.userId, validated);
  }
  const zip = body.parts.find(({ name }) => name === "file");
  const json = body.parts.find((part) => part !== zip);
  if (zip === undefined) throw badRequest("MISSING_ARGUMENT", "The part file with the zip is missing");
  if (json === undefined) throw badRequest("MISSING_ARGUMENT", "The JSON part with deployOptions is missing");
  const given = parse(json.data.toString("utf8"));
  const options = optionsSchema.safeParse(isJsonObject(given) ? (given.deployOptions ?? {}) : {});
  if (!options.success) throw jsonError(`deployOptions: ${z.prettifyError(options.error)}`);
  return startDeploy(call.org, session.userId, zip.data, options.data);
}

function create(call: RestCall): Answer {
  mayDeploy(call);
  const deploy = start(call);
  return {
    status: 201,
    body: shown(call, deploy, true),
    headers: { Location: `/services/data/v${call.version}/metadata/deployRequest/${deploy.id}` },
  };
}

function status(call: RestCall): Answer {
  mayDeploy(call);
  const deploy = findDeploy(call.org, param(call, "id"));
  return { status: 200, body: shown(call, deploy, call.query.get("includeDetails") === "true") };
}

const cancelSchema = z.object({ deployResult: z.object({ status: z.literal("Canceling") }) });

function cancel(call: RestCall): Answer {
  mayDeploy(call);
  if (!cancelSchema.safeParse(objectBody(call)).success) {
    throw badRequest("INVALID_OPERATION", "A deploy can only be changed to deployResult.status Canceling");
  }
  const deploy = cancelDeploy(call.org, call.session.userId, param(call, "id"));
  return { status: 202, body: shown(call, deploy, false) };
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_rest_deploy.htm */
export const deployRequestRoutes = restRoutes({
  "POST /metadata/deployRequest": [create, partly("no Apex tests")],
  "GET /metadata/deployRequest/{id}": status,
  "PATCH /metadata/deployRequest/{id}": cancel,
});
