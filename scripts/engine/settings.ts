/** Settings of the bootstrap from the environment. Pure. */

import { EngineError } from "./messages";
import type { Environment } from "./paths";

/** Sources of the CLI, in the order in which they are tried. */
const SOURCES = ["path", "release", "go-modules"] as const;
export type Source = (typeof SOURCES)[number];

const FIRST_ANSWER_MS = 30_000;

/**
 * Time limit for an official server's answer, in milliseconds: `DATADIP_ENGINE_TIMEOUT` in seconds, default 30 s.
 *
 * @throws EngineError when it is not a number above 0
 */
export function firstAnswerMs(env: Environment): number {
  const text = env.DATADIP_ENGINE_TIMEOUT;
  if (text === undefined || text === "") return FIRST_ANSWER_MS;
  const seconds = Number(text);
  if (!Number.isFinite(seconds) || seconds <= 0) {
    throw new EngineError(`DATADIP_ENGINE_TIMEOUT is "${text}": give a number of seconds above 0, or unset it.`);
  }
  return seconds * 1000;
}

/**
 * The sources that may be used: `DATADIP_ENGINE_SOURCES`, separated by commas, default all. For machines that must not use an installed
 * CLI, or must not download one.
 *
 * @throws EngineError when it names an unknown source
 */
export function allowedSources(env: Environment): ReadonlySet<Source> {
  const text = env.DATADIP_ENGINE_SOURCES;
  if (text === undefined || text.trim() === "") return new Set(SOURCES);
  const named = text.split(",").map((each) => each.trim());
  const known = SOURCES.filter((source) => named.includes(source));
  if (known.length !== new Set(named).size) {
    throw new EngineError(`DATADIP_ENGINE_SOURCES is "${text}": give a list of ${SOURCES.join(", ")}, or unset it.`);
  }
  return new Set(known);
}
