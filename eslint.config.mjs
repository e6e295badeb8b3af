import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** The arrows that may exist between folders. Everything not listed here is refused. */
const boundary = (files, forbidden) => ({
  files,
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: forbidden.map(({ group, message, allowTypeImports = false }) => ({
          group,
          message,
          allowTypeImports,
        })),
      },
    ],
  },
});

const axios = { group: ["axios"], message: "axios is known to providers/http alone." };
const pulumi = {
  group: ["@pulumi/*"],
  message: "@pulumi/pulumi is known to core/resource, core/engine/engine-state.ts, components/ and stacks/ alone.",
};
const noSandbox = {
  group: ["**/sandbox", "**/sandbox/**"],
  message: "Meet the sandbox over HTTP; the one door is runtime.",
};
const noProviders = { group: ["**/providers", "**/providers/**"], message: "This folder must not know providers/." };
const noFlow = {
  group: ["../flow", "../flow/**", "../../flow", "../../flow/**", "../../../flow/**"],
  message: "This folder must not know flow/.",
};
/** The same from `providers/webex/flow`'s neighbours, whose own `../flow` is another folder. */
const noFlowFromRooms = { ...noFlow, group: ["../../../flow", "../../../flow/**"] };
const noCli = {
  group: ["**/cli/**", "**/operations/**", "**/scripts/**", "**/stacks/**", "**/bench/**"],
  message: "Commands, operations and scripts are imported by nobody below them.",
};
const noIo = {
  group: ["node:fs*", "fs", "fs/*", "node:http*", "http", "node:child_process", "node:net", "lmdb", "hono*"],
  message: "flow/ is pure: no I/O.",
};

export default tseslint.config(
  { ignores: ["dist/**", "dist.*/**", "coverage/**", "**/fixtures/**", "*.config.*", "**/*.cjs", "**/*.mjs"] },
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
    },
  },
  boundary(["sandbox/**/*.ts"], [axios, pulumi, noProviders, noFlow, noCli]),
  boundary(["flow/**/*.ts"], [axios, pulumi, noProviders, noSandbox, noCli, noIo]),
  boundary(["providers/http/**/*.ts"], [pulumi, noSandbox, noFlow, noCli]),
  boundary(["providers/core/**/*.ts"], [axios, pulumi, noSandbox, noFlow, noCli]),
  boundary(
    ["providers/core/resource/{define,program-checks,to-run-error,lookup}.ts", "providers/core/engine/engine-state.ts"],
    [axios, noSandbox, noFlow, noCli],
  ),
  boundary(["providers/core/settings/sandbox-connection.ts"], [axios, pulumi, noFlow, noCli]),
  boundary(["providers/{webex,salesforce}/**/*.ts"], [axios, pulumi, noSandbox, noFlowFromRooms, noCli]),
  boundary(["providers/webex/{flow/*,resources/flow,resources/subflow}.ts"], [axios, pulumi, noSandbox, noCli]),
);
