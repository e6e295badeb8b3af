import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** flow/ is pure. Which folder may import which is held by .dependency-cruiser.cjs. */
const noIo = {
  files: ["flow/**/*.ts"],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          {
            group: ["node:fs*", "fs", "fs/*", "node:http*", "http", "node:child_process", "node:net", "lmdb", "hono*"],
            message: "flow/ is pure: no I/O.",
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "dist.*/**",
      "templates/**",
      "examples/**",
      "coverage/**",
      "**/fixtures/**",
      "*.config.*",
      "**/*.cjs",
      "**/*.mjs",
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-assertions": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-empty": ["error", { allowEmptyCatch: false }],
      "dot-notation": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector:
            ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression[body.type='BlockStatement']",
          message: "A function of statements is a declaration; one of a single expression can be a constant.",
        },
      ],
    },
  },
  noIo,
);
