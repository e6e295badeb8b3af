import { redact } from "../../http/redact";
import { z } from "zod";
import type { Failure, ErrorDialect } from "../../http/http-errors";
import type { AnswerHeaders } from "../../http/client";

/**
 * Webex answers errors in six shapes (the config service, its framework, Flow v2, Flow Store, webexapis.com, plain text).
 * Where the config service gives a `reason`, that is the most precise text, although its schema does not define it.
 */
const envelope = z.looseObject({
  trackingId: z.string().optional().catch(undefined),
  error: z.unknown().optional(),
  message: z.unknown().optional(),
  errors: z.unknown().optional(),
  path: z.unknown().optional(),
  timestamp: z.unknown().optional(),
  code: z.unknown().optional(),
});

const described = z.array(z.looseObject({ description: z.string() }));
/** The errors that `v2/flows:import` finds in a flow. */
const flowErrors = z.array(z.looseObject({ activityName: z.string().nullish(), message: z.string() }));
const configError = z.looseObject({
  message: described.optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

export const webexDialect: ErrorDialect = {
  explain(status, body) {
    const parsed = envelope.safeParse(body);
    if (!parsed.success) return { detail: typeof body === "string" ? firstLine(body) : "", ...failureOf(status, {}) };
    const { trackingId, error, message, errors } = parsed.data;
    const detail = text(error) ?? text(message) ?? text(errors) ?? "";
    return { detail: firstLine(detail), trackingId, ...failureOf(status, parsed.data) };
  },
};

/**
 * A 404 proves that an object is gone only in a shape of the service itself. The framework's `{timestamp, status, error, path}`,
 * a gateway's `{message}` and an empty answer mean that the address is wrong, which proves nothing about the object.
 */
function failureOf(status: number, said: Partial<z.output<typeof envelope>>): { readonly failure?: Failure } {
  const framework = said.timestamp !== undefined && said.path !== undefined;
  const service = said.error !== undefined || said.errors !== undefined || said.code !== undefined;
  return status === 404 && (framework || !service) ? { failure: "no-such-route" } : {};
}

function text(said: unknown): string | undefined {
  if (typeof said === "string") return said;
  const list = described.safeParse(said);
  if (list.success) return list.data.map(({ description }) => description).join("; ");
  const flow = flowErrors.safeParse(said);
  if (flow.success)
    return flow.data
      .map(({ activityName, message }) => (activityName ? `${activityName}: ${message}` : message))
      .join("; ");
  const config = configError.safeParse(said);
  if (!config.success) return undefined;
  const { message, reason } = config.data;
  const sentences = [
    ...(message ?? []).map(({ description }) => description),
    ...(reason === undefined ? [] : [reason]),
  ];
  const distinct = [...new Set(sentences)];
  return distinct.length === 0 ? undefined : distinct.join("; ");
}

const MAX_DETAIL_CHARS = 600;

function firstLine(said: string): string {
  // Masked before the text is cut: half a secret would not be recognised.
  const line = redact(said).trim().split("\n")[0] ?? "";
  return line.length > MAX_DETAIL_CHARS ? `${line.slice(0, MAX_DETAIL_CHARS)}...` : line;
}

/** Requests left of the client id's quota, from the draft standard's header or its older spelling; undefined without both. */
export function remainingCalls(headers: AnswerHeaders): number | undefined {
  const value = headers["ratelimit-remaining"] ?? headers["x-ratelimit-remaining"];
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}
