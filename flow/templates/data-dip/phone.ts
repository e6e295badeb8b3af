import { fitting, FOREIGN_SPELLINGS, isInternational, planOf, plansOf, type DialPlan } from "./dial-plans";
import { keepsInteraction, type Settings } from "./settings";
import { anyOf, quoted, withoutDigits, type Nodes } from "./pebble";

/** Characters that people write between digits. */
const SEPARATORS = ["+", " ", "-", "(", ")", ".", "/"];

const without = (characters: readonly string[]): string =>
  `replace({${characters.map((character) => `${quoted(character)}: ""`).join(", ")}})`;

/** A plan with the spellings to search. National spellings only for the countries in the options. */
interface Searched {
  readonly plan: DialPlan;
  readonly spellings: (length: number) => readonly string[];
}

function searchedPlans({ defaultCountry, countries, languages }: Settings): readonly Searched[] {
  const named = plansOf([defaultCountry, ...countries]);
  const spoken = plansOf(languages.flatMap((language) => language.countries)).filter((plan) => !named.includes(plan));
  return [
    ...named.map((plan) => ({ plan, spellings: (length: number) => fitting(plan, length) })),
    ...spoken.map((plan) => ({ plan, spellings: (length: number) => fitting(plan, length).filter(isInternational) })),
  ];
}

/**
 * Converts the caller's number to `callerDigits` (country code and number, digits only) and `phoneSpellings` (a SOQL list of its spellings).
 * Blocked, short and unclear numbers leave `phoneSpellings` empty, and no look-up is made.
 */
export function phoneNodes(settings: Settings): Nodes {
  const home = planOf(settings.defaultCountry);
  const keep = {
    type: "set-variable",
    description: "Keeps the id of the call and the digits of the caller's number",
    set: {
      ...(keepsInteraction(settings) && { interactionId: "{{ NewPhoneContact.InteractionId }}" }),
      callerNumber: "{{ NewPhoneContact.ANI }}",
      callerDigits: `{{ NewPhoneContact.ANI | default("") | ${without(SEPARATORS)} }}`,
    },
    to: "CheckNumber",
  } as const;
  return {
    KeepCall: keep,
    CheckNumber: {
      type: "condition-activity",
      description: "Is there a number at all: 7 to 15 digits and nothing else? Blocked callers arrive as a word",
      expression: `{{ (callerDigits | length > 6) and (callerDigits | length < 16) and (callerDigits | ${withoutDigits} | length == 0) }}`,
      to: { true: "ReadNumber", false: "Greeting" },
    },
    ...readNodes(home),
    ...spellNodes(settings),
  };
}

/** Converts national and international forms, with plus or exit code, to country code and number. */
function readNodes({ code, trunk, exit, lengths }: DialPlan): Nodes {
  const has = (prefix: string): string => `(callerDigits | slice(0, ${prefix.length}) == ${quoted(prefix)})`;
  const long = (extra: number): string =>
    anyOf(lengths.map((length) => `(callerDigits | length == ${length + extra})`));
  const national = [
    ...(trunk === "" ? [] : [{ is: `{{ ${has(trunk)} and ${long(trunk.length)} }}`, to: "FromTrunk" }]),
    { is: `{{ ${has(code)} and ${long(code.length)} }}`, to: "SetPhoneNumber" },
    { is: `{{ ${long(0)} }}`, to: "FromNational" },
  ];
  return {
    ReadNumber: {
      type: "case-statement",
      description: "In which form does the number arrive?",
      expression: "true",
      cases: [
        { is: '{{ callerNumber | slice(0, 1) == "+" }}', to: "SetPhoneNumber" },
        { is: `{{ ${has(exit)} and (callerDigits | length > ${exit.length + MIN_DIGITS - 1}) }}`, to: "FromAbroad" },
        ...national,
      ],
      to: "Greeting",
    },
    FromAbroad: {
      type: "set-variable",
      description: `Takes ${exit} off the front`,
      set: { callerDigits: `{{ callerDigits | slice(${exit.length}) }}` },
      to: "SetPhoneNumber",
    },
    ...(trunk !== "" && {
      FromTrunk: {
        type: "set-variable",
        description: `Puts ${code} in place of the leading ${trunk}`,
        set: { callerDigits: `${code}{{ callerDigits | slice(${trunk.length}) }}` },
        to: "SetPhoneNumber",
      },
    }),
    FromNational: {
      type: "set-variable",
      description: `Puts ${code} in front of a national number`,
      set: { callerDigits: `${code}{{ callerDigits }}` },
      to: "SetPhoneNumber",
    },
  };
}

/** The shortest international number in use has seven digits. */
const MIN_DIGITS = 7;

interface Group {
  readonly name: string;
  readonly plan: DialPlan;
  readonly lengths: readonly number[];
  readonly spellings: readonly string[];
}

/** Groups of the plan's lengths that have the same spellings. */
function groupsOf({ plan, spellings: spellingsOf }: Searched): readonly Group[] {
  const byText = new Map<string, { lengths: number[]; spellings: readonly string[] }>();
  for (const length of plan.lengths) {
    const spellings = spellingsOf(length);
    const group = byText.get(spellings.join("|")) ?? { lengths: [], spellings };
    group.lengths.push(length);
    byText.set(spellings.join("|"), group);
  }
  const groups = [...byText.values()];
  return groups.map(({ lengths, spellings }) => ({
    name: groups.length === 1 ? `Spell${plan.code}` : `Spell${plan.code}_${lengths.join("_")}`,
    plan,
    lengths,
    spellings,
  }));
}

function spellNodes(settings: Settings): Nodes {
  const groups = searchedPlans(settings).flatMap(groupsOf);
  const isPlan = ({ plan, lengths }: Group): string => {
    const long = lengths.map((length) => `(callerDigits | length == ${plan.code.length + length})`);
    return `{{ (callerDigits | slice(0, ${plan.code.length}) == ${quoted(plan.code)}) and ${anyOf(long)} }}`;
  };
  const spell = (digits: string, spellings: readonly string[], locale: string | undefined): Nodes[string] => ({
    type: "set-variable",
    description: "Lists the ways in which this number may be written in Salesforce",
    set: {
      nationalDigits: digits,
      phoneSpellings: spellings.map(spellingTemplate).join(", "),
      ...(locale !== undefined && { language: locale }),
    },
    to: "Greeting",
  });
  return {
    SetPhoneNumber: {
      type: "set-variable",
      description: "Keeps the number in its normal form, with plus and country code",
      set: {
        callerNumber: "+{{ callerDigits }}",
        ...(settings.contactE164Field !== undefined && { phoneE164: "+{{ callerDigits }}" }),
      },
      to: "ChoosePlan",
    },
    ChoosePlan: {
      type: "case-statement",
      description: "How do people write numbers of this country?",
      expression: "true",
      cases: groups.map((group) => ({ is: isPlan(group), to: group.name })),
      to: "SpellForeign",
    },
    ...Object.fromEntries(
      groups.map(({ name, plan, spellings }) => [
        name,
        spell(`{{ callerDigits | slice(${plan.code.length}) }}`, spellings, localeOf(settings, plan)),
      ]),
    ),
    SpellForeign: spell("{{ callerDigits }}", FOREIGN_SPELLINGS, undefined),
  };
}

/** The language of callers with this plan, where it is not the first. */
function localeOf({ languages }: Settings, plan: DialPlan): string | undefined {
  const own = languages.find(({ countries }) => plansOf(countries).includes(plan));
  return own === undefined || own === languages[0] ? undefined : own.locale;
}

/** A spelling as a quoted SOQL text with slices of `nationalDigits`. */
export function spellingTemplate(spelling: string): string {
  let at = 0;
  const filled = spelling.replace(/X+|\*/g, (run) => {
    const from = at;
    at += run === "*" ? 0 : run.length;
    if (run !== "*") return `{{ nationalDigits | slice(${from}, ${at}) }}`;
    return from === 0 ? "{{ nationalDigits }}" : `{{ nationalDigits | slice(${from}) }}`;
  });
  return `'${filled}'`;
}
