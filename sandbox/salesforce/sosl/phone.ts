/**
 * Fewest digits that find a number by its end. Which part of a number the real index matches is not documented; that it matches digits
 * across spellings is generally reported.
 */
const MIN_DIGITS = 4;

export const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** True for a search term that is a number: digits and the marks people put between them. */
export const isNumber = (term: string): boolean => /^[\d\s().+/-]+$/.test(term) && digitsOf(term).length >= MIN_DIGITS;

/** A stored number is found by its digits, however either is spelt, and by its last ones: `5207739050` finds `+1 (520) 773-9050`. */
export const phoneMatches = (term: string, stored: string): boolean => digitsOf(stored).endsWith(digitsOf(term));
