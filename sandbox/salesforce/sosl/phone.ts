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
