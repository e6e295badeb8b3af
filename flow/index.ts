export * from "./catalogue";
export * from "./errors";
export type { Json, JsonObject } from "./json";
export * from "./model";
export * from "./read";
export type { Reference, ReferenceKind } from "./references";
export { readV1 } from "./v1/read";
