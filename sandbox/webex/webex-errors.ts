import type { z } from "zod";
import type { Core } from "../core/vendor";
import type { Json, JsonObject } from "../core/json";

/** An object that prevents a delete. */
export interface Referrer {
  readonly kind: string;
  /** The name of its kind in incoming-references. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** An error that the service answers. Handlers throw it; their writes are then undone. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: (trackingId: string) => Json,
  ) {
    super(`refused with ${status}`);
  }
}

/** The usual error body of the configuration service. `reason` is always present, although the official schema does not have it. */
const configBody =
  (status: number, description: string, reason: string, more: JsonObject = {}) =>
  (trackingId: string): JsonObject => ({
    trackingId,
    error: { key: String(status), message: [{ description }], reason, ...more },
  });

export const configError = (status: number, description: string, reason: string = description): Refused =>
  new Refused(status, configBody(status, description, reason));

/** 400 with each wrong field, in the service's format: `queueType: invalid value; active: invalid value`. */
export function invalidFields(fields: readonly string[]): Refused {
  const reason = [...new Set(fields)].map((field) => `${field}: invalid value`).join("; ");
  return configError(400, "Invalid request. Please check the payload.", reason);
}

/** A value by its schema. @throws Refused with the wrong fields; `whole` stands for the value itself. */
export function parsedBy<T>(schema: z.ZodType<T>, value: unknown, whole = "payload"): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidFields(parsed.error.issues.map(({ path }) => path.join(".") || whole));
}

export const notAllowedWhileDisabled = (field: string): Refused =>
  configError(400, `${field} is not allowed when feature flag is disabled`);

export const cannotBeChanged = (original: Json): Refused =>
  configError(
    400,
    `This configuration cannot be changed. Original value is ${typeof original === "string" ? original : JSON.stringify(original)}`,
  );

export const notFound = (kind: string, id: string): Refused =>
  configError(404, "Resource not found or URI is invalid", `${kind} with id ${id} does not exist`);

export const duplicate = (): Refused => configError(409, "Similar entity is already present");

/** The answer to reused or missing nested ids, and to a team without its status. */
export const internalConflict = (reason: string): Refused =>
  configError(409, "Internal error. Please contact Cisco Support Team", reason);

export const systemProtected = (verb: "create" | "update" | "delete"): Refused =>
  configError(403, `User not Allowed to ${verb} system default entity`);

export function referenced(referrers: readonly Referrer[]): Refused {
  const types = [...new Set(referrers.map(({ type }) => type))];
  return new Refused(412, (trackingId) => ({
    trackingId,
    error: {
      key: "412",
      message: [
        {
          description:
            "Resource referred in other entity(s). Please get all the reference entities info by invoking Get incoming-references api.",
          references: referrers.slice(0, 10).map(({ id, name }) => ({ id, name })),
        },
      ],
      reason: `Entity is referenced by ${types.join(", ")}`,
      referencedEntities: types,
    },
  }));
}

/** An error of the web framework: no such route, wrong method, wrong media type. Its shape differs from the error for a missing object. */
export const frameworkError = (status: number, error: string, path: string, core: Core, message?: string): Refused =>
  new Refused(status, () => ({
    timestamp: new Date(core.clock.now()).toISOString(),
    status,
    error,
    path,
    ...(message === undefined ? {} : { message }),
  }));

export const platformError = (status: number, message: string): Refused =>
  new Refused(status, (trackingId) => ({ message, errors: [{ description: message }], trackingId }));
