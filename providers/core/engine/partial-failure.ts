import { redact } from "../../http/redact";
import type { RemoteObject, Values } from "../resource/types";

/** The host sends what is half-made in a header. Node sends none of over 64 kB, and the engine would wait for ever. */
const MAX_PROPERTIES_BYTES = 24 * 1024;

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What a failed write leaves in state, without its largest inputs where they do not fit: the next update gets those from the program. */
export function fitting(properties: Values): Values {
  if (bytes(properties) <= MAX_PROPERTIES_BYTES) return properties;
  const dispensable = Object.keys(properties).filter((key) => !key.startsWith("__"));
  const [largest] = dispensable.sort((a, b) => bytes(properties[b]) - bytes(properties[a]));
  if (largest === undefined) return properties;
  return fitting(Object.fromEntries(Object.entries(properties).filter(([key]) => key !== largest)));
}

const MAX_MESSAGE_CHARS = 6_000;

/** A message that fits into a header, even where each character takes several bytes there. */
export function brief(message: string): string {
  const left = message.length - MAX_MESSAGE_CHARS;
  return left <= 0 ? message : `${message.slice(0, MAX_MESSAGE_CHARS)}... (and ${left} characters more)`;
}

const MAX_SHOWN_CHARS = 200;

/** Which inputs the service did not apply, and what they are instead. Secrets are not shown. */
export function stayed(live: RemoteObject, ignored: readonly string[], isSecret: (key: string) => boolean): string {
  const shown = (key: string): string => (isSecret(key) ? "another" : shortened(live.values[key]));
  return ignored.map((key) => `${key} stayed ${shown(key)}`).join(", ");
}

function shortened(value: unknown): string {
  const text = redact(JSON.stringify(value));
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}...` : text;
}
