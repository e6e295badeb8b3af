import { isHole, type Hole, type Segment } from "../expression";

/** Characters of Unicode's private use area, one per hole. Splitting and percent-decoding keep them, and no query contains them. */
const FIRST = 0xe000;
const MARK = /[\ue000-\uf8ff]/;

/** A text in which each hole is one mark. */
export interface Marked {
  readonly text: string;
  readonly holes: readonly Hole[];
}

export function markHoles(segments: readonly Segment[]): Marked {
  const holes: Hole[] = [];
  const text = segments
    .map((segment) => {
      if (!isHole(segment)) return segment.text;
      holes.push(segment.hole);
      return String.fromCharCode(FIRST + holes.length - 1);
    })
    .join("");
  return { text, holes };
}

export const holeAt = (holes: readonly Hole[], mark: string): Hole | undefined => holes[mark.charCodeAt(0) - FIRST];

export const isMark = (character: string): boolean => MARK.test(character);

/** The holes whose marks are in this text, in order. */
export const holesIn = (text: string, holes: readonly Hole[]): readonly Hole[] =>
  [...text].filter(isMark).flatMap((mark) => holeAt(holes, mark) ?? []);

/** How a query contains a hole. */
export interface Placement {
  readonly hole: Hole;
  /** Between single quotes. */
  readonly isQuoted: boolean;
  /** The word that the parser gets instead of the hole. */
  readonly standIn: string;
}

/** The word that the parser gets for a hole, with the index of the hole. */
const wordOf = (index: number): string => `dd${index}dd`;
const WORD = /dd(\d+)dd/g;

/** The holes whose words are in a part of the parsed query. */
export const holesOfWords = (text: string, holes: readonly Hole[]): readonly Hole[] =>
  [...text.matchAll(WORD)].flatMap(([, index]) => holes[Number(index)] ?? []);

function unquotedStandIn(before: string, word: string): string {
  if (/\b(?:LIMIT|OFFSET)\s*$/i.test(before)) return "1";
  if (/(?:[=<>]|\bLIKE|\bIN\s*\(|\bINCLUDES\s*\(|\bEXCLUDES\s*\(|,)\s*$/i.test(before) && /\bWHERE\b/i.test(before))
    return `'${word}'`;
  if (/\b(?:WHERE|AND|OR|NOT)\s*\(*\s*$/i.test(before)) return `${word} = true`;
  return word;
}

/** Replaces marks by words that the parser accepts. */
export function fillMarks({ text, holes }: Marked): {
  readonly query: string;
  readonly placements: readonly Placement[];
} {
  const placements: Placement[] = [];
  let query = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\" && isQuoted) {
      query += character + text.charAt(++at);
      continue;
    }
    if (character === "'") isQuoted = !isQuoted;
    const hole = isMark(character) ? holeAt(holes, character) : undefined;
    if (hole === undefined) {
      query += character;
      continue;
    }
    const word = wordOf(holes.indexOf(hole));
    const standIn = isQuoted ? word : unquotedStandIn(query, word);
    placements.push({ hole, isQuoted, standIn });
    query += standIn;
  }
  return { query, placements };
}
