/**
 * Fewest digits that find a number by its end. The documentation does not say which part of a number the real index matches; users report
 * that it matches digits whatever the spelling.
 */
const MIN_DIGITS = 4;

export const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** True for a search term that is a number: digits, and the marks that people write between them. */
export const isNumber = (term: string): boolean => /^[\d\s().+/-]+$/.test(term) && digitsOf(term).length >= MIN_DIGITS;

/** Whether a stored number ends with the digits of the term, whatever the spelling: `5207739050` finds `+1 (520) 773-9050`. */
export const phoneMatches = (term: string, stored: string): boolean => digitsOf(stored).endsWith(digitsOf(term));

/** Letters without accents, in lower case. */
const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const wordsOf = (text: string): readonly string[] => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** A word of a search term; `*` matches any run of characters, `?` one character. */
function wordPattern(word: string): RegExp {
  const source = [...folded(word)]
    .map((char) => (char === "*" ? ".*" : char === "?" ? "." : char.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "u");
}

/** Whether the texts of a record match. */
export type TermTest = (texts: readonly { readonly text: string; readonly isPhone: boolean }[]) => boolean;

function phraseTest(phrase: string): TermTest {
  const wanted = wordsOf(phrase).join(" ");
  return (texts) => texts.some(({ text }) => ` ${wordsOf(text).join(" ")} `.includes(` ${wanted} `));
}

function wordTest(word: string): TermTest {
  const pattern = wordPattern(word);
  return (texts) => texts.some(({ text }) => wordsOf(text).some((one) => pattern.test(one)));
}

const numberTest =
  (term: string): TermTest =>
  (texts) =>
    texts.some(({ text, isPhone }) => isPhone && phoneMatches(term, text));

const either =
  (one: TermTest, other: TermTest): TermTest =>
  (texts) =>
    one(texts) || other(texts);

const all =
  (tests: readonly TermTest[]): TermTest =>
  (texts) =>
    tests.every((test) => test(texts));

/** Splits a term into words, quoted phrases, operators and parentheses. */
const tokensOf = (term: string): readonly string[] => term.match(/"(?:\\.|[^"\\])*"|\(|\)|(?:\\.|[^\s()"\\])+/gu) ?? [];

const unescaped = (text: string): string => text.replace(/\\(.)/gu, "$1");

/**
 * The test of a search term: words that must all occur, `"phrases"`, AND, OR, AND NOT and parentheses.
 * Digits of a term that is a whole number are compared with phone fields.
 * @param term as written between the braces of FIND
 */
export function termTest(term: string): TermTest {
  const plain = unescaped(term).replace(/^"|"$/g, "");
  const tokens = tokensOf(term);
  let at = 0;
  const operand = (): TermTest => {
    const token = tokens[at] ?? "";
    at += 1;
    if (token === "(") {
      const inner = expression();
      at += 1;
      return inner;
    }
    if (token.toUpperCase() === "NOT") return not(operand());
    const text = unescaped(token.replace(/^"|"$/g, ""));
    if (isNumber(text)) return either(numberTest(text), phraseTest(text));
    // Other characters split a word: O'Brien is searched as the phrase "o brien".
    return token.startsWith('"') || !/[*?]/.test(token) ? phraseTest(text) : wordTest(token);
  };
  const conjunction = (): TermTest => {
    const tests = [operand()];
    while (at < tokens.length && tokens[at] !== ")" && tokens[at]?.toUpperCase() !== "OR") {
      if (tokens[at]?.toUpperCase() === "AND") at += 1;
      tests.push(operand());
    }
    return all(tests);
  };
  const expression = (): TermTest => {
    let test = conjunction();
    while (tokens[at]?.toUpperCase() === "OR") {
      at += 1;
      test = either(test, conjunction());
    }
    return test;
  };
  const test = expression();
  return isNumber(plain) ? either(numberTest(plain), test) : test;
}

const not =
  (test: TermTest): TermTest =>
  (texts) =>
    !test(texts);
