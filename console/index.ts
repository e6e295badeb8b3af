export { consoleOf, newToken, type ConsoleOptions } from "./app";
export type { StackPlace, Target } from "./stack";
