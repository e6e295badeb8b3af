import { type Segment, isHole } from "../../../expression";
import type { Variable } from "../../../model";
import { ofObject } from "../../../remembered";
import { type Context, type Text, parameterName } from "../../context";
import type { Report, Checks } from "../../rule";
import { USERINFO, isPlaceholder, textReport, variableReport } from "../shared";

/** Literal text with a placeholder character for each hole: only the text in the file itself is checked. */
const literalOf = (segments: readonly Segment[]): string =>
  segments.map((segment) => (isHole(segment) ? "\ufffc" : segment.text)).join("");

const SECRET_NAME =
  /(?:^|[_\-.\s])(?:client_?secret|secret|password|passwd|passphrase|api[_-]?key|private[_-]?key|(?:access|refresh|auth|bearer)?[_-]?token)$/i;

/** The same words as in names of variables: `clientSecret`, `apiKey`. */
const SECRET_CAMEL = /(?:Secret|Password|Passphrase|ApiKey|PrivateKey|Token)$/;

/** Headers with such a word anywhere in the name. Idempotency keys are not secret. */
const SECRET_HEADER = /authorization|key|token|secret|pass(?:word|phrase|wd)|credential/i;
const OPEN_HEADER = /idempotency|public|sort|cache|routing|partition/i;

const isSecretName = (name: string): boolean => SECRET_NAME.test(name) || SECRET_CAMEL.test(name);

/** A text long enough to be a key and without spaces. */
const isSecretValue = (value: string): boolean =>
  value.length >= 4 && !value.includes("\ufffc") && !isPlaceholder(value);

/** Values that say that the key is missing or was removed. */
const STAND_IN =
  /paste|replace|change[_-]?me|placeholder|dummy|example|sample|insert|redacted|(?:^|[^a-z])(?:your|my|default|test|demo|dev|fake)(?:$|[^a-z])|[a-z](?:Here|HERE)\b|^(?:your|my|test)[A-Z]|x{4,}|\*{3,}|^<.*>$|^\[.*\]$/;

/** A long run of letters and digits is a key, even beside other words: `sk_test_...`. */
const RANDOM = /(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,}/i;

const isStandIn = (value: string): boolean =>
  !RANDOM.test(value) && (STAND_IN.test(value) || STAND_IN.test(value.toLowerCase()));

const JSON_MEMBER = /"([\w\-. ]{2,40})"\s*:\s*"([^"\ufffc]{4,})"/g;

const FORM_MEMBER = /(?:^|[?&\s])([\w\-.]{2,40})=([^&\s\ufffc]{4,})/g;

const TOKEN = /\bBearer\s+[A-Za-z0-9._~+/-]{16,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\./;

/** A secret or its placeholder. Messages never contain the value, because they are logged. */
interface Secret {
  readonly what: string;
  readonly isStandIn: boolean;
  /** Used for masking only. */
  readonly values: readonly string[];
}

const secret = (what: string, ...values: readonly string[]): Secret => ({
  what,
  isStandIn: isStandIn(values[0] ?? ""),
  values,
});

/** Secrets that a text gives a literal value. */
function secretMembers(text: string): readonly Secret[] {
  const members = [...text.matchAll(JSON_MEMBER), ...text.matchAll(FORM_MEMBER)]
    .map(([, name = "", value = ""]) => ({ name, value }))
    .filter(({ name }) => isSecretName(name));
  const groups = [true, false].map((standIn) => members.filter(({ value }) => isStandIn(value) === standIn));
  return groups.flatMap((group) =>
    group.length === 0
      ? []
      : [secret(`"${[...new Set(group.map(({ name }) => name))].join('", "')}"`, ...group.map(({ value }) => value))],
  );
}

/** Passwords before a host, and long user names there, which are tokens. */
const inAddress = (text: string): readonly Secret[] =>
  [...text.matchAll(USERINFO)].flatMap(([, , userinfo = ""]) => {
    const [user = "", password] = userinfo.split(":");
    const value = password ?? (user.length >= 16 ? user : "");
    return value === "" || value.includes("\ufffc") ? [] : [secret("the sign-in in front of the host", value)];
  });

const headerName = (text: Text): string | undefined => /^httpRequestHeaders\.(.+)$/.exec(text.path)?.[1];

/** Secrets in plain text in a text. Two rules and the masking ask for them. */
export const secretsIn = ofObject((text: Text): readonly Secret[] => {
  const literal = literalOf(text.segments);
  const header = headerName(text);
  const value = literal.replace(/^(?:Bearer|Basic)\s+/i, "");
  if (header !== undefined && SECRET_HEADER.test(header) && !OPEN_HEADER.test(header) && isSecretValue(value))
    return [secret(`the key in the header "${header}"`, value)];
  if (text.path.startsWith("httpQueryParameters.") && isSecretName(parameterName(text)) && isSecretValue(literal))
    return [secret(`the key in the parameter "${parameterName(text)}"`, literal)];
  const named = [...secretMembers(literal), ...inAddress(literal)];
  if (named.length > 0) return named;
  const token = TOKEN.exec(literal)?.[0];
  return token === undefined ? [] : [secret("an access token", token)];
});

/** Secrets in plain text in the default of a variable. */
function inVariable({ name, value }: Variable): readonly Secret[] {
  const literal = value ?? "";
  if (isSecretName(name) && isSecretValue(literal) && !/\s/.test(literal)) return [secret(`"${name}"`, literal)];
  const named = [...secretMembers(literal), ...inAddress(literal)];
  const token = named.length > 0 ? undefined : TOKEN.exec(literal)?.[0];
  return token === undefined ? named : [secret("an access token", token)];
}

/** Every literal value in a flow that is reported as a secret. Values of secure variables are not included. */
export const secretValues = (context: Context): readonly string[] =>
  [...context.texts.flatMap(secretsIn), ...context.flow.variables.flatMap(inVariable)].flatMap(({ values }) => values);

const secrets =
  (standIn: boolean) =>
  (context: Context): readonly Report[] => [
    ...context.texts.flatMap((text) =>
      secretsIn(text)
        .filter((found) => found.isStandIn === standIn)
        .map(({ what }) =>
          textReport(
            text,
            standIn
              ? `A placeholder represents ${what}.`
              : `${what.charAt(0).toUpperCase()}${what.slice(1)} is written into the flow.`,
          ),
        ),
    ),
    ...context.flow.variables.flatMap((variable) =>
      inVariable(variable)
        .filter((found) => found.isStandIn === standIn)
        .map(({ what }) =>
          variableReport(
            variable.name,
            standIn
              ? `The default of "${variable.name}" holds a placeholder for ${what}.`
              : `The default of "${variable.name}" holds ${what}.`,
          ),
        ),
    ),
  ];

const SENSITIVE =
  /(?:^|_)(?:ssn|cvv|cvc|pin|iban|dob)$|(?:social_?security|credit_?card|card_?number|passport|date_?of_?birth|birth_?date|national_?id|tax_?id)/i;

const SENSITIVE_CAMEL = /(?:Ssn|SSN|Cvv|Pin|PIN|Iban|Dob)$/;

const personal = (context: Context): readonly Report[] =>
  context.flow.variables
    .filter(({ name, isSecure }) => !isSecure && (SENSITIVE.test(name) || SENSITIVE_CAMEL.test(name)))
    .map(({ name }) =>
      variableReport(name, `"${name}" seems to hold a sensitive personal value, but is not marked secure.`),
    );

export const SECRETS_CHECKS: Checks = {
  "http/secret-in-flow": secrets(false),
  "http/secret-placeholder": secrets(true),
  "http/personal-data": personal,
};
