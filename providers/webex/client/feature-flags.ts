import { isRecord } from "../../core/resource/types";
import { HttpError } from "../../http/http-errors";

const FLAGGED = /["'`]?(\w+)["'`]? is not allowed when feature flag is disabled/;

/**
 * The body without the field that this refusal is about, or undefined where the refusal is about something else.
 * A GET may return fields that the same tenant refuses in a PUT.
 */
export function withoutFlaggedField(body: unknown, refusal: unknown): unknown {
  const field = refusal instanceof HttpError && refusal.status === 400 ? FLAGGED.exec(refusal.detail)?.[1] : undefined;
  return field !== undefined && has(body, field) ? without(body, field) : undefined;
}

function has(value: unknown, field: string): boolean {
  if (Array.isArray(value)) return value.some((item) => has(item, field));
  return isRecord(value) && (field in value || Object.values(value).some((inner) => has(inner, field)));
}

function without(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, field));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== field);
  return Object.fromEntries(kept.map(([key, inner]) => [key, without(inner, field)]));
}
