import type { Language, Settings } from "./settings";
import type { Texts } from "./texts";
import type { Nodes } from "./pebble";

type NodeOf = (spoken: { readonly say: string; readonly voice?: string }, name: string) => Nodes;

/**
 * The node `name`, which says one of the texts and leads to `to`. With several languages it is a Case on `language`
 * with a Play Message for each of them.
 */
export const prompt = (settings: Settings, name: string, text: keyof Texts, description: string, to: string): Nodes =>
  spoken(settings, name, [text], description, (said, node) => ({
    [node]: { type: "play-message", description, ...said, to },
  }));

/**
 * The node `name`, which says `texts` in order. With several languages it is a Case on `language` with a node for each of them.
 * @param nodeOf makes the nodes of one language: the node of the given name and nodes after it.
 */
export function spoken(
  settings: Settings,
  name: string,
  texts: readonly (keyof Texts)[],
  description: string,
  nodeOf: NodeOf,
): Nodes {
  const say = (language: Language) => ({
    say: texts.map((text) => language.texts[text].replaceAll("{name}", "{{ contactName }}")).join(" "),
    ...(language.voice !== undefined && { voice: language.voice }),
  });
  const [first, ...others] = settings.languages;
  if (first === undefined) return {};
  if (others.length === 0) return nodeOf(say(first), name);
  const named = (language: Language): string => `${name}_${suffix(language.locale)}`;
  return {
    [name]: {
      type: "case-statement",
      description: `${description}, in the caller's language`,
      expression: "{{ language }}",
      cases: others.map((language) => ({ is: language.locale, to: named(language) })),
      to: named(first),
    },
    ...Object.fromEntries(
      settings.languages.flatMap((language) => Object.entries(nodeOf(say(language), named(language)))),
    ),
  };
}

const suffix = (locale: string): string => locale.replace(/\W/g, "_");
