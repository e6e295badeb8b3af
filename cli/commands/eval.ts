import { createInterface } from "node:readline";
import type { Command } from "commander";
import { z } from "zod";
import {
  applyJsonPath,
  evaluateJsonPath,
  JavaNumber,
  jsonFault,
  JsonPathError,
  parseDocument,
  parseJsonPath,
  parseTemplate,
  PebbleError,
  printJson,
  renderTemplate,
  TimeLimitError,
  withinSeconds,
  type JsonValue,
} from "../../flow";
import { UNUSABLE, type Verb } from "../shared/verb";
import { readText } from "../shared/yaml-file";

function isJson(value: unknown): value is JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean" || value instanceof JavaNumber)
    return true;
  return Array.isArray(value) ? value.every(isJson) : typeof value === "object" && Object.values(value).every(isJson);
}

const json = z.custom<JsonValue>(isJson, "must be JSON");

const Question = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pebble"),
    template: z.string(),
    /** Variables by name; 5 is an Integer, 5.0 a Double. */
    context: z.record(z.string(), json).default({}),
    /** Value of now(), ISO 8601. */
    now: z.iso.datetime({ offset: true }).optional(),
    /** Time zone of dates without one. */
    timeZone: z.string().optional(),
  }),
  z
    .object({
      kind: z.literal("jsonpath"),
      path: z.string(),
      document: json.optional(),
      /** The document as text, read like a response body: a text that is not JSON is one string. */
      documentText: z.string().optional(),
    })
    .refine(({ document, documentText }) => (document === undefined) !== (documentText === undefined), {
      error: "needs either document or documentText",
    }),
]);
type Question = z.output<typeof Question>;

type Answer = { readonly ok: true; readonly result: JsonValue } | { readonly ok: false; readonly error: string };

const failed = (error: string): Answer => ({ ok: false, error });

function readQuestion(line: string): Question | string {
  let value: unknown;
  try {
    JSON.parse(line);
    // Parsed again, since JSON.parse loses the kinds of numbers and the order of keys.
    value = parseDocument(line);
  } catch (error) {
    if (error instanceof JsonPathError) return "The line is nested too deeply to be read.";
    return `The line is not one JSON object: ${jsonFault(line)}.`;
  }
  const question = Question.safeParse(value);
  if (question.success) return question.data;
  const [issue] = question.error.issues;
  return `The line is not a question: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}. Write {"kind":"pebble","template":...} or {"kind":"jsonpath","path":...,"document":...}.`;
}

function answerPebble(question: Extract<Question, { kind: "pebble" }>, now: Date): Answer {
  const template = parseTemplate(question.template);
  if (template instanceof PebbleError) return failed(template.message);
  const rendered = renderTemplate(template, question.context, {
    now: question.now === undefined ? now : new Date(question.now),
    ...(question.timeZone === undefined ? {} : { timeZone: question.timeZone }),
  });
  return rendered.ok ? { ok: true, result: rendered.text } : failed(rendered.error.message);
}

function answerJsonPath({ path, document, documentText }: Extract<Question, { kind: "jsonpath" }>): Answer {
  const compiled = parseJsonPath(path);
  if (!compiled.ok) return failed(compiled.error.message);
  const text = documentText ?? document;
  const found = typeof text === "string" ? applyJsonPath(path, text) : evaluateJsonPath(compiled.path, text ?? null);
  return found.ok ? { ok: true, result: found.value } : failed(found.error.message);
}

/** The platform gives an activity less time. */
const SECONDS_PER_LINE = 10;

/**
 * Answers one line of questions.
 * @param now the value of `now()` where the line gives none.
 * @param onBad called where the line is not a question.
 * @returns one line of JSON without line break.
 */
export function evalLine(line: string, now: Date, onBad?: () => void): string {
  try {
    const question = readQuestion(line);
    if (typeof question === "string") {
      onBad?.();
      return printJson(failed(question));
    }
    const answer = (): Answer => (question.kind === "pebble" ? answerPebble(question, now) : answerJsonPath(question));
    return printJson(withinSeconds(SECONDS_PER_LINE, answer));
  } catch (error) {
    if (error instanceof TimeLimitError) return printJson(failed(error.message));
    // Node's error for too deep recursion; the JSON parser has no limit itself.
    if (!(error instanceof RangeError)) throw error;
    onBad?.();
    return printJson(failed("The line is nested too deeply to be read."));
  }
}

const FORMAT = `
Each line is one of:
  {"kind":"pebble","template":"Hello {{ name }}","context":{"name":"Ana"},"now":"2026-11-29T10:00:00Z","timeZone":"Europe/Paris"}
  {"kind":"jsonpath","path":"$.records[0].Id","document":{"records":[{"Id":"003A"}]}}
  {"kind":"jsonpath","path":"$.id","documentText":"{\\"id\\": 1}"}
context, now and timeZone may be left out; documentText is a response body as text. Each is answered by one line:
  {"ok":true,"result":...} or {"ok":false,"error":"..."}
A line that is not a question is answered by its error, and the command ends with 2.`;

/** `datadip eval`: evaluates templates and paths. Each line in and each line out is one JSON object. */
export const evalVerb: Verb = (program: Command): void => {
  program
    .command("eval")
    .description("evaluate Pebble templates and JSONPaths, one JSON object a line, as Flow Designer does")
    .argument("[file]", "file of questions; standard input without it")
    .addHelpText("after", FORMAT)
    .action(async (file: string | undefined) => {
      const onBad = (): void => void (process.exitCode = UNUSABLE);
      const typed = () => createInterface({ input: process.stdin, crlfDelay: Infinity });
      for await (const line of file === undefined ? typed() : readText(file).split(/\r?\n/))
        if (line.trim() !== "") process.stdout.write(`${evalLine(line, new Date(), onBad)}\n`);
    });
};
