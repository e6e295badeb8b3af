/** A count with its noun: `1 finding`, `2 findings`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
