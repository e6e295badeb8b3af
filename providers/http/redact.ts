const MASK = "[secret]";

/** Shorter values would mask ordinary words; no credential of either cloud is this short. */
const MIN_SECRET_CHARS = 6;

/** Lines of a PEM block are longer than its first and last, which are no secret. */
const MIN_LINE_CHARS = 40;

const known = new Set<string>();

/** Remembers a credential for the life of the process, so that no error or log line can carry it, in whichever spelling a URL, a form or JSON gives it. */
export function rememberSecret(value: string | undefined): void {
  if (value === undefined || value.length < MIN_SECRET_CHARS) return;
  known.add(value);
  // A lone half of a surrogate pair, which no address can carry, would throw.
  known.add(encodeURIComponent(Buffer.from(value).toString()));
  known.add(new URLSearchParams({ "": value }).toString().slice(1));
  known.add(JSON.stringify(value).slice(1, -1));
  // Part of a key is as secret as the whole; its first and last lines are those of any other.
  for (const line of value.split(/\r?\n/)) if (line.length >= MIN_LINE_CHARS && line !== value) known.add(line);
}

/** For a process that serves one tenant after the other, as tests do. */
export function forgetSecrets(): void {
  known.clear();
}

/** Credentials nobody announced: a bearer header, a form field or JSON member named like one, a PEM block. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|OAuth)\s+[\w.~+/=!-]{8,}/gi, `$1 ${MASK}`],
  [
    /((?:(?:access|refresh|oauth)_?token|client_?secret|assertion|password)\\?["']?\s*[=:]\s*\\?["']?)[^&"'\s,}\\]+/gi,
    `$1${MASK}`,
  ],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
];

/** The text without any credential. Applied where an error is made, not where it is printed. */
export function redact(text: string): string {
  const named = [...known]
    .sort((a, b) => b.length - a.length)
    .reduce((out, secret) => out.split(secret).join(MASK), text);
  return PATTERNS.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), named);
}
