/** Whether a text holds a Pebble template, `{{ ... }}` or `{% ... %}`, and is therefore not a literal value. */
export const isTemplate = (text: string): boolean => text.includes("{{") || text.includes("{%");
