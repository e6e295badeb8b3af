/** Choices for behaviour of the platform that is not documented, and how strict to be. */
export interface SimulationOptions {
  /** The effect of a definite JSONPath that finds nothing on its variable. */
  readonly onMissingPath: "keep" | "empty" | "error";
  /** A template that does not parse is a system error, or its broken piece is sent as written or left out. */
  readonly onExpressionError: "fail" | "literal" | "empty";
  /** Number of attempts of an HTTP Request that gets 5xx: `retryAttempts` plus one, or `retryAttempts`. */
  readonly attempts: "one-plus-retries" | "retries";
  /** Whether the mapping also runs on answers other than 2xx. */
  readonly onErrorStatus: "map" | "skip";
  /** The value of a JSON null in a STRING variable: "" or the word "null". */
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
