/** Whether a text holds a Pebble template, `{{ ... }}` or `{% ... %}`, and is therefore not a literal value. */
export const isTemplate = (text: string): boolean => text.includes("{{") || text.includes("{%");

/** Reserved words of the expression language. */
export const RESERVED_WORDS: readonly string[] = "true false null and or not is equals contains".split(" ");
