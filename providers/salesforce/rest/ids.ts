const SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/** Whether a text can be a record's id: 15 case-sensitive characters, or 18 that ignore case. */
export function isId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}([A-Z0-5]{3})?$/.test(text);
}

/** The 18-character form of an id; other texts unchanged. https://help.salesforce.com/s/articleView?id=000385585 */
export function id18(id: string): string {
  if (id.length !== 15 || !isId(id)) return id;
  const checks = [0, 5, 10].map((from) =>
    // Each suffix character encodes which of five letters are capitals.
    SUFFIX.charAt(
      [...id.slice(from, from + 5)].reduce((bits, letter, i) => bits + (/[A-Z]/.test(letter) ? 2 ** i : 0), 0),
    ),
  );
  return id + checks.join("");
}
