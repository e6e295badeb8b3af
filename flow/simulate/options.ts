/** Choices where the platform's behaviour is not documented, and how strict to be. */
export interface SimulationOptions {
  /** What a definite JSONPath that finds nothing does to its variable. */
  readonly onMissingPath: "keep" | "empty" | "error";
  /** What a template that does not parse does: a system error, or its broken piece is sent as written or left out. */
  readonly onExpressionError: "fail" | "literal" | "empty";
  /** How often an HTTP Request is sent while it gets 5xx: once more than `retryAttempts` says, or as often. */
  readonly attempts: "one-plus-retries" | "retries";
  /** Whether the mapping also runs on answers other than 2xx. */
  readonly onErrorStatus: "map" | "skip";
  /** What a JSON null becomes in a STRING variable. */
  readonly onNull: "empty" | "word";
}

export const DEFAULT_OPTIONS: SimulationOptions = Object.freeze({
  onMissingPath: "keep",
  onExpressionError: "fail",
  attempts: "one-plus-retries",
  onErrorStatus: "map",
  onNull: "empty",
});

/** Every value of every option, the default first. */
export const OPTION_VALUES: { readonly [K in keyof SimulationOptions]: readonly SimulationOptions[K][] } = {
  onMissingPath: ["keep", "empty", "error"],
  onExpressionError: ["fail", "literal", "empty"],
  attempts: ["one-plus-retries", "retries"],
  onErrorStatus: ["map", "skip"],
  onNull: ["empty", "word"],
};

/** All combinations of options, the defaults first. */
export const optionCombinations = (): readonly SimulationOptions[] =>
  OPTION_VALUES.onMissingPath.flatMap((onMissingPath) =>
    OPTION_VALUES.onExpressionError.flatMap((onExpressionError) =>
      OPTION_VALUES.attempts.flatMap((attempts) =>
        OPTION_VALUES.onErrorStatus.flatMap((onErrorStatus) =>
          OPTION_VALUES.onNull.map((onNull) => ({
            onMissingPath,
            onExpressionError,
            attempts,
            onErrorStatus,
            onNull,
          })),
        ),
      ),
    ),
  );
