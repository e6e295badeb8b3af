/** What the org can hold: objects with records, and types of metadata. */
export { SOBJECTS } from "./sobjects";
export { kindOf, KINDS } from "./metadata/kinds";
