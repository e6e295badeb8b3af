/** Whether a text holds a Pebble template, `{{ ... }}` or `{% ... %}`, and is therefore no value of its own. */
export const isTemplate = (text: string): boolean => text.includes("{{") || text.includes("{%");
