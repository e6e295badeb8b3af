/**
 * Salesforce ids have 15 case-sensitive characters, or 18: the last three then encode which of the first 15 are capitals.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const SHORT = /^[a-zA-Z0-9]{15}$/;
const LONG = /^[a-zA-Z0-9]{18}$/;
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const GROUPS = [0, 5, 10] as const;

const checksum = (id15: string): string =>
  GROUPS.map((start) => {
    const capitals = [0, 1, 2, 3, 4].map((bit) => (/[A-Z]/.test(id15.charAt(start + bit)) ? 1 << bit : 0));
    return ALPHABET.charAt(capitals.reduce((sum, bit) => sum + bit, 0));
  }).join("");

/** The id with the capitals that the checksum of an 18-character id asks for; undefined when letters and checksum contradict each other. */
function caseRestored(id18: string): string | undefined {
  const masks = [...id18.slice(15).toUpperCase()].map((letter) => ALPHABET.indexOf(letter));
  const letters = [...id18.slice(0, 15)].map((letter, index) => {
    const capital = ((masks[Math.floor(index / 5)] ?? 0) >> (index % 5)) & 1;
    return capital === 1 ? letter.toUpperCase() : letter.toLowerCase();
  });
  const restored = letters.join("");
  return masks.includes(-1) || checksum(restored) !== id18.slice(15).toUpperCase() ? undefined : restored;
}

/** The 18-character form of an id of 15 or 18 characters; undefined for any other text. */
export function to18(text: string): string | undefined {
  if (SHORT.test(text)) return text + checksum(text);
  const id15 = LONG.test(text) ? caseRestored(text) : undefined;
  return id15 === undefined ? undefined : id15 + checksum(id15);
}

/** The first three characters, which identify the kind of object. */
export const prefixOf = (id: string): string => id.slice(0, 3);

function base62(value: number, length: number): string {
  let rest = value;
  let text = "";
  while (text.length < length) {
    text = DIGITS.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/**
 * An 18-character id.
 * @param prefix three characters of the kind @param pod three characters of the org's server instance @param serial 1 and up
 */
export function idOf(prefix: string, pod: string, serial: number): string {
  const id15 = prefix + pod + base62(serial, 9);
  return id15 + checksum(id15);
}

/** A short text in base 62 made from a hexadecimal one, for values that look random and stay the same. */
export const podOf = (hex: string): string => base62(Number.parseInt(hex.slice(0, 6), 16), 3);
