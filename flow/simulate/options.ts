/** Choices for behaviour of the platform that is not documented, and how strict to be: the values of each, the default first. */
export const OPTION_VALUES = {
  /** The effect of a definite JSONPath that finds nothing on its variable. */
  onMissingPath: ["keep", "empty", "error"],
  /** A template that does not parse is a system error, or its broken piece is sent as written or left out. */
  onExpressionError: ["fail", "literal", "empty"],
  /** Number of attempts of an HTTP Request that gets 5xx: `retryAttempts` plus one, or `retryAttempts`. */
  attempts: ["one-plus-retries", "retries"],
  /** Whether the mapping also runs on answers other than 2xx. */
  onErrorStatus: ["map", "skip"],
  /** The value of a JSON null in a STRING variable: "" or the word "null". */
  onNull: ["empty", "word"],
} as const;

type OptionName = keyof typeof OPTION_VALUES;
export type SimulationOptions = { readonly [K in OptionName]: (typeof OPTION_VALUES)[K][number] };

export const OPTION_NAMES = Object.keys(OPTION_VALUES) as readonly OptionName[]; // the keys that are written above

export const DEFAULT_OPTIONS: SimulationOptions = Object.freeze({
  onMissingPath: "keep",
  onExpressionError: "fail",
  attempts: "one-plus-retries",
  onErrorStatus: "map",
  onNull: "empty",
});

/** All combinations of options, the defaults first. */
export const optionCombinations = (): readonly SimulationOptions[] =>
  OPTION_NAMES.reduce<readonly SimulationOptions[]>(
    (all, name) => all.flatMap((options) => OPTION_VALUES[name].map((value) => ({ ...options, [name]: value }))),
    [DEFAULT_OPTIONS],
  );
