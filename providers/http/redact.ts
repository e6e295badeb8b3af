const MASK = "[secret]";

/** Shorter values would mask ordinary words; every credential of both clouds is longer. */
export const MIN_SECRET_CHARS = 6;

/** Secret lines of a PEM block are at least this long; its first and last lines are shorter and not secret. */
const MIN_LINE_CHARS = 40;

const secrets = new Set<string>();

/** Remembers a credential for the life of the process, so that no error or log line shows it, also as encoded in a URL, a form or JSON. */
export function rememberSecret(value: string | undefined): void {
  if (value === undefined || value.length < MIN_SECRET_CHARS) return;
  secrets.add(value);
  // Through a Buffer, as half of a surrogate pair would throw.
  secrets.add(encodeURIComponent(Buffer.from(value).toString()));
  secrets.add(new URLSearchParams({ "": value }).toString().slice(1));
  secrets.add(JSON.stringify(value).slice(1, -1));
  // Each line of a key is as secret as the whole; its first and last lines are the same in every key.
  for (const line of value.split(/\r?\n/)) if (line.length >= MIN_LINE_CHARS) secrets.add(line);
}

/** For a process that serves one tenant after the other, as tests do. */
export function forgetSecrets(): void {
  secrets.clear();
}

/** Credentials that were not remembered: a bearer header, a form field or JSON member with such a name, a PEM block. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|OAuth)\s+[\w.~+/=!-]{8,}/gi, `$1 ${MASK}`],
  [
    /((?:(?:access|refresh|oauth)_?token|client_?secret|assertion|password)\\?["']?\s*[=:]\s*\\?["']?)[^&"'\s,}\\]+/gi,
    `$1${MASK}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
];

/** The text without any credential. Applied when an error is made, not when it is printed. */
export function redact(text: string): string {
  const named = [...secrets]
    .sort((a, b) => b.length - a.length)
    .reduce((out, secret) => out.split(secret).join(MASK), text);
  return PATTERNS.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), named);
}
