import type { Nodes } from "./nodes";
import type { Language, Settings } from "./options";
import type { Texts } from "./texts";

const suffix = (locale: string): string => locale.replace(/\W/g, "_");

/**
 * The node `name`, which says one of the texts and goes on to `to`. With several languages it is a Case on `language`
 * with one Play Message behind it for each.
 */
export function prompt(settings: Settings, name: string, text: keyof Texts, description: string, to: string): Nodes {
  const say = ({ texts, voice }: Language): Nodes[string] => ({
    type: "play-message",
    description,
    say: texts[text].replaceAll("{name}", "{{ contactName }}"),
    ...(voice !== undefined && { voice }),
    to,
  });
  const [first, ...others] = settings.languages;
  if (first === undefined) return {};
  if (others.length === 0) return { [name]: say(first) };
  const nodeOf = (language: Language): string => `${name}_${suffix(language.locale)}`;
  return {
    [name]: {
      type: "case-statement",
      description: `${description}, in the caller's language`,
      expression: "{{ language }}",
      cases: others.map((language) => ({ is: language.locale, to: nodeOf(language) })),
      to: nodeOf(first),
    },
    ...Object.fromEntries(settings.languages.map((language) => [nodeOf(language), say(language)])),
  };
}
