import { type Segment, isHole } from "../../../expression";
import { MAIN } from "../../../model";
import { type Context, type Text, parameterName } from "../../context";
import type { Report, Rule } from "../../rule";
import { isPlaceholder } from "../shared";

/** Literal text with one blank where something is filled in: only what stands in the file itself is judged. */
const literalOf = (segments: readonly Segment[]): string =>
  segments.map((segment) => (isHole(segment) ? "\ufffc" : segment.text)).join("");

const SECRET_NAME =
  /(?:^|[_\-.\s])(?:client_?secret|secret|password|passwd|api[_-]?key|private[_-]?key|(?:access|refresh|auth|bearer)?[_-]?token)$/i;

/** `clientSecret`, `apiKey`: the same words in the spelling of variables. */
const SECRET_CAMEL = /(?:Secret|Password|ApiKey|PrivateKey|Token)$/;

const SECRET_HEADER = /^(?:authorization|proxy-authorization|x-api-key|api-key|x-auth-token|x-access-token)$/i;

const isSecretName = (name: string): boolean => SECRET_NAME.test(name) || SECRET_CAMEL.test(name);

/** A text long enough to be a key and free of blanks. */
const isSecretValue = (value: string): boolean =>
  value.length >= 4 && !value.includes("\ufffc") && !isPlaceholder(value);

const JSON_MEMBER = /"([\w\-. ]{2,40})"\s*:\s*"([^"\ufffc]{4,})"/g;

const FORM_MEMBER = /(?:^|[?&\s])([\w\-.]{2,40})=([^&\s\ufffc]{4,})/g;

const TOKEN = /\bBearer\s+[A-Za-z0-9._~+/-]{16,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\./;

/** Names of secrets that a text gives a literal value. */
const secretMembers = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(JSON_MEMBER), ...text.matchAll(FORM_MEMBER)].map(([, name]) => name ?? "").filter(isSecretName),
  ),
];

const at = ({ process, node, path }: Text, message: string): Report => ({
  process,
  activity: node.name,
  path,
  message,
});

const headerName = (text: Text): string | undefined => /^httpRequestHeaders\.(.+)$/.exec(text.path)?.[1];

const inText = (text: Text): readonly Report[] => {
  const literal = literalOf(text.segments);
  const header = headerName(text);
  // The value itself is never repeated: messages end up in logs.
  if (
    header !== undefined &&
    (SECRET_HEADER.test(header) || isSecretName(header)) &&
    isSecretValue(literal.replace(/^(?:Bearer|Basic)\s+/i, ""))
  )
    return [at(text, `The header "${header}" carries a key that is written into the flow.`)];
  if (text.path.startsWith("httpQueryParameters.") && isSecretName(parameterName(text)) && isSecretValue(literal))
    return [at(text, `The parameter "${parameterName(text)}" carries a key that is written into the flow.`)];
  const names = secretMembers(literal);
  if (names.length > 0) return [at(text, `"${names.join('", "')}" is written into the flow.`)];
  return TOKEN.test(literal) ? [at(text, "An access token is written into the flow.")] : [];
};

const inVariables = (context: Context): readonly Report[] =>
  context.flow.variables.flatMap(({ name, value }) => {
    const literal = value ?? "";
    const names = isSecretName(name) && isSecretValue(literal) && !/\s/.test(literal) ? [name] : secretMembers(literal);
    if (names.length === 0 && !TOKEN.test(literal)) return [];
    const what = names.length === 0 ? "an access token" : `"${names.join('", "')}"`;
    return [
      { process: MAIN, activity: "", path: `variables.${name}`, message: `The default of "${name}" holds ${what}.` },
    ];
  });

const SENSITIVE =
  /(?:^|_)(?:ssn|cvv|cvc|pin|iban|dob)$|(?:social_?security|credit_?card|card_?number|passport|date_?of_?birth|birth_?date|national_?id|tax_?id)/i;

const SENSITIVE_CAMEL = /(?:Ssn|SSN|Cvv|Pin|PIN|Iban|Dob)$/;

const personal = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(({ name, isSecure }) => !isSecure && (SENSITIVE.test(name) || SENSITIVE_CAMEL.test(name)))
    .map(({ name }) => ({
      process: MAIN,
      activity: "",
      path: `variables.${name}`,
      message: `"${name}" seems to hold a sensitive personal value, but is not marked secure.`,
    }));

export const SECRETS_RULES: readonly Rule[] = [
  {
    id: "http/secret-in-flow",
    severity: "error",
    title: "Token, key or password in the flow",
    why: "Everybody who may export the flow, and every log of it, has the secret.",
    fix: "Let a connector sign the requests; change the secret, for it counts as known.",
    check: (context) => [...context.texts.flatMap(inText), ...inVariables(context)],
  },
  {
    id: "http/personal-data",
    severity: "warning",
    title: "Sensitive personal value not marked secure",
    why: "Values of ordinary variables stand readable in the traces of every call.",
    fix: "Mark the variable secure.",
    check: personal,
  },
];
