import { z } from "zod";
import { badRequest, notFound } from "../salesforce-errors";
import { idOf, to18 } from "../ids";
import type { Org } from "../org";
import { applyBundle, optionsSchema, outcomeSchema, type DeployOptions } from "./apply";

/** For this long a validated deploy may be repeated without its tests. */
const QUICK_DEPLOY_MS = 10 * 86_400_000;

const deploySchema = z.object({
  id: z.string(),
  userId: z.string(),
  options: optionsSchema,
  /** Base64; null as soon as it is not needed any more, since bundles hold secrets. */
  zip: z.string().nullable(),
  zipBytes: z.number(),
  validatedId: z.string().nullable(),
  createdAt: z.number(),
  /** Times when it leaves the queue and when it is done. */
  startAt: z.number(),
  finishAt: z.number(),
  canceledAt: z.number().nullable(),
  canceledById: z.string().nullable(),
  outcome: outcomeSchema.nullable(),
});

export type Deploy = z.output<typeof deploySchema>;

const deployKey = (id: string) => ["sf-deploy", id] as const;
const queueKey = (id: string) => ["sf-deploy-queue", id] as const;

/** A deploy by its id of 15 or 18 characters. */
export function findDeploy(org: Org, id: string): Deploy {
  const deploy = org.core.store.get(deployKey(to18(id) ?? id), deploySchema);
  if (deploy === undefined) throw notFound();
  return deploy;
}

const waiting = (org: Org): readonly Deploy[] =>
  org.core.store
    .keys(["sf-deploy-queue"])
    .map((key) => org.core.store.get(deployKey(String(key[1])), deploySchema))
    .filter((deploy) => deploy !== undefined);

/** Whether tests were asked for. Only then may the deploy be repeated without them. */
const ranTests = ({ testLevel }: DeployOptions): boolean => testLevel !== undefined && testLevel !== "NoTestRun";

function finish(org: Org, deploy: Deploy, change: Partial<Deploy>): void {
  const done = { ...deploy, ...change };
  // A validated bundle is kept for a quick deploy.
  const kept = done.options.checkOnly && ranTests(done.options) && done.outcome?.status === "Succeeded";
  org.core.store.remove(queueKey(deploy.id));
  org.core.store.put(deployKey(deploy.id), kept ? done : { ...done, zip: null });
}

const isQueued = (org: Org, { id }: Deploy): boolean => org.core.store.get(queueKey(id), z.literal(true)) === true;

/**
 * Runs every deploy that is due by the tenant's clock. Each call to the org runs this first, so that every answer shows the current state.
 * Never call it inside a transaction: a bundle that fails is rolled back.
 */
export function settleDeploys(org: Org): void {
  const now = org.core.clock.now();
  for (const deploy of waiting(org).toSorted((one, other) => one.finishAt - other.finishAt)) {
    if (deploy.canceledAt !== null && deploy.canceledAt <= now) {
      org.core.store.transaction(() => {
        if (isQueued(org, deploy)) finish(org, deploy, {});
      });
    } else if (deploy.finishAt <= now) {
      applyBundle(org, deploy.userId, Buffer.from(deploy.zip ?? "", "base64"), deploy.options, {
        isDue: () => isQueued(org, deploy),
        finish: (outcome) => finish(org, deploy, { outcome }),
      });
    }
  }
}

function enqueue(
  org: Org,
  deploy: Omit<Deploy, "id" | "createdAt" | "startAt" | "finishAt" | "canceledAt" | "canceledById" | "outcome">,
): Deploy {
  const { core } = org;
  const { deployQueueMs, deployRunMs } = org.switches();
  return core.store.transaction(() => {
    const now = core.clock.now();
    // Deploys run one at a time.
    const free = Math.max(now, ...waiting(org).map(({ finishAt }) => finishAt));
    const startAt = free + deployQueueMs;
    const made: Deploy = {
      ...deploy,
      id: idOf("0Af", org.pod, core.ids.next("sf-0Af")),
      createdAt: now,
      startAt,
      finishAt: startAt + deployRunMs,
      canceledAt: null,
      canceledById: null,
      outcome: null,
    };
    core.store.put(deployKey(made.id), made);
    core.store.put(queueKey(made.id), true);
    return made;
  });
}

/** Bytes a zip may have. https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta */
const MAX_ZIP_BYTES = 39_000_000;

/** Queues a bundle. Throws a Refused for options that the org does not accept, and for a zip that is too large. */
export function startDeploy(org: Org, userId: string, zip: Buffer, options: DeployOptions): Deploy {
  if (zip.length > MAX_ZIP_BYTES) throw badRequest("LIMIT_EXCEEDED", "Maximum size of request is 52428800 bytes.");
  if (org.switches().orgKind === "production") {
    if (options.testLevel === "NoTestRun") {
      throw badRequest("INVALID_OPERATION", "testLevel of NoTestRun cannot be used in production organizations");
    }
    if (!options.rollbackOnError) {
      throw badRequest("INVALID_OPERATION", "rollbackOnError must be true in production organizations");
    }
  }
  return enqueue(org, { userId, options, zip: zip.toString("base64"), zipBytes: zip.length, validatedId: null });
}

/** Applies a validated deploy, without its tests. */
export function quickDeploy(org: Org, userId: string, validatedId: string): Deploy {
  const id = to18(validatedId) ?? validatedId;
  const validated = org.core.store.get(deployKey(id), deploySchema);
  const fresh = validated !== undefined && org.core.clock.now() - validated.createdAt < QUICK_DEPLOY_MS;
  if (validated?.zip == null || !fresh || validated.outcome?.status !== "Succeeded" || !validated.options.checkOnly) {
    throw badRequest(
      "INVALID_ID_FIELD",
      `${validatedId} is not a successful validation, with tests run, of the last 10 days`,
    );
  }
  const options = { ...validated.options, checkOnly: false };
  return enqueue(org, { userId, options, zip: validated.zip, zipBytes: validated.zipBytes, validatedId: id });
}

/** Cancels a deploy that is queued or running. Throws for one that has ended. */
export function cancelDeploy(org: Org, userId: string, id: string): Deploy {
  const deploy = findDeploy(org, id);
  const now = org.core.clock.now();
  if (deploy.outcome !== null || deploy.canceledAt !== null) {
    throw badRequest("INVALID_ID_FIELD", "Deployment already completed");
  }
  const running = deploy.startAt <= now;
  // A running deploy is cancelled at the time it would have ended; a queued one at once.
  const canceled = { ...deploy, canceledAt: running ? deploy.finishAt : now, canceledById: userId };
  org.core.store.put(deployKey(deploy.id), canceled);
  return canceled;
}

export type DeployStatus =
  "Pending" | "InProgress" | "Succeeded" | "SucceededPartial" | "Failed" | "Canceling" | "Canceled";

/** The status of a deploy by the tenant's clock. */
export function statusOf(org: Org, { startAt, canceledAt, outcome }: Deploy): DeployStatus {
  const now = org.core.clock.now();
  if (canceledAt !== null) return canceledAt <= now ? "Canceled" : "Canceling";
  if (outcome !== null) return outcome.status;
  return now < startAt ? "Pending" : "InProgress";
}

export const isDone = (status: DeployStatus): boolean => !["Pending", "InProgress", "Canceling"].includes(status);
