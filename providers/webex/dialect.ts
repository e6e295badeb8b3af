import { z } from "zod";
import type { ErrorDialect } from "../http/client";
import type { Failure } from "../http/errors";

/**
 * Webex answers errors in six shapes (the config service, its framework, Flow v2, Flow Store, webexapis.com, plain text).
 * Where the config service gives a `reason`, that is the most precise text, though its schema does not have it.
 */
const envelope = z.looseObject({
  trackingId: z.string().optional().catch(undefined),
  error: z.unknown(),
  message: z.unknown(),
  errors: z.unknown(),
  path: z.unknown(),
  timestamp: z.unknown(),
});

const described = z.array(z.looseObject({ description: z.string() }));
const configError = z.looseObject({
  message: described.optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
});

export const webexDialect: ErrorDialect = {
  explain(status, body) {
    const parsed = envelope.safeParse(body);
    if (!parsed.success) return { detail: typeof body === "string" ? firstLine(body) : "" };
    const { trackingId, error, message, errors, path, timestamp } = parsed.data;
    // `{timestamp, status, error, path}` comes from the framework: no such route, which says nothing about an object.
    const failure = framework({ timestamp, path, status });
    const detail = text(error) ?? text(message) ?? text(errors) ?? "";
    return { detail: firstLine(detail), trackingId, ...(failure === undefined ? {} : { failure }) };
  },
};

function framework({
  timestamp,
  path,
  status,
}: {
  timestamp: unknown;
  path: unknown;
  status: number;
}): Failure | undefined {
  return timestamp !== undefined && path !== undefined && [404, 405].includes(status) ? "no-such-route" : undefined;
}

function text(said: unknown): string | undefined {
  if (typeof said === "string") return said;
  const list = described.safeParse(said);
  if (list.success) return list.data.map(({ description }) => description).join("; ");
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
  const line = said.trim().split("\n")[0] ?? "";
  return line.length > MAX_DETAIL_CHARS ? `${line.slice(0, MAX_DETAIL_CHARS)}...` : line;
}
