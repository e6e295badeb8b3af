/** Countries whose numbering is known well enough to spell numbers the way their people do. */
export const COUNTRIES = ["US", "CA", "FR", "GB", "DE", "ES", "IT", "NL", "BE", "CH", "AU"] as const;
export type Country = (typeof COUNTRIES)[number];

/** How numbers of one calling code are built and written. */
export interface DialPlan {
  /** Calling code, without plus. */
  readonly code: string;
  /** What is before the national number in national dialling; "" where nothing does. */
  readonly trunk: string;
  /** What people dial for abroad. */
  readonly exit: string;
  /** Digits of a national number, without trunk. */
  readonly lengths: readonly number[];
  /** Spellings found in CRM systems. X is one digit of the national number, * all that are left. */
  readonly spellings: readonly string[];
}

const compact = (code: string, trunk: string): readonly string[] => [
  `+${code}*`,
  `00${code}*`,
  `${code}*`,
  `${trunk}*`,
];

const PLANS = {
  "1": {
    code: "1",
    trunk: "",
    exit: "011",
    lengths: [10],
    spellings: [
      "+1*",
      "1*",
      "*",
      "(XXX) XXX-XXXX",
      "(XXX)XXX-XXXX",
      "XXX-XXX-XXXX",
      "XXX.XXX.XXXX",
      "XXX XXX XXXX",
      "+1 XXX XXX XXXX",
      "+1 XXX-XXX-XXXX",
      "+1 (XXX) XXX-XXXX",
      "+1(XXX)XXX-XXXX",
      "+1-XXX-XXX-XXXX",
      "+1.XXX.XXX.XXXX",
      "1-XXX-XXX-XXXX",
      "1 (XXX) XXX-XXXX",
    ],
  },
  "33": {
    code: "33",
    trunk: "0",
    exit: "00",
    lengths: [9],
    spellings: [
      ...compact("33", "0"),
      "0X XX XX XX XX",
      "0X.XX.XX.XX.XX",
      "0X-XX-XX-XX-XX",
      "+33 X XX XX XX XX",
      "+33 *",
      "+33 (0)X XX XX XX XX",
      "+33 (0) X XX XX XX XX",
      "+33(0)*",
      "+33.X.XX.XX.XX.XX",
      "+33-X-XX-XX-XX-XX",
      "0033 X XX XX XX XX",
    ],
  },
  "44": {
    code: "44",
    trunk: "0",
    exit: "00",
    lengths: [10],
    spellings: [
      ...compact("44", "0"),
      "0XX XXXX XXXX",
      "(0XX) XXXX XXXX",
      "0XXX XXX XXXX",
      "(0XXX) XXX XXXX",
      "0XXXX XXXXXX",
      "(0XXXX) XXXXXX",
      "+44 XX XXXX XXXX",
      "+44 XXX XXX XXXX",
      "+44 XXXX XXXXXX",
      "+44 *",
      "+44 (0)XX XXXX XXXX",
      "+44 (0)XXXX XXXXXX",
    ],
  },
  "49": {
    code: "49",
    trunk: "0",
    exit: "00",
    lengths: [10, 11],
    spellings: [
      ...compact("49", "0"),
      "0XX *",
      "0XXX *",
      "0XX/*",
      "0XXX/*",
      "0XXX-*",
      "(0XX) *",
      "+49 XX *",
      "+49 XXX *",
      "+49 *",
      "+49 (0)XX *",
      "+49 (0)XXX *",
      "+49 (0) XXX *",
    ],
  },
  "34": {
    code: "34",
    trunk: "",
    exit: "00",
    lengths: [9],
    spellings: [
      ...compact("34", ""),
      "XXX XXX XXX",
      "XXX XX XX XX",
      "XX XXX XX XX",
      "XXX-XXX-XXX",
      "XXX.XXX.XXX",
      "+34 XXX XXX XXX",
      "+34 XXX XX XX XX",
      "+34 XX XXX XX XX",
      "+34 *",
      "+34-XXX-XXX-XXX",
    ],
  },
  "39": {
    code: "39",
    trunk: "",
    exit: "00",
    lengths: [9, 10, 11],
    spellings: [...compact("39", ""), "XX *", "XXX *", "XXX/*", "XXX-*", "+39 XX *", "+39 XXX *", "+39 *", "+39-XXX-*"],
  },
  "31": {
    code: "31",
    trunk: "0",
    exit: "00",
    lengths: [9],
    spellings: [
      ...compact("31", "0"),
      "0X *",
      "0X-*",
      "0XX *",
      "0XX-*",
      "0XX XXX XXXX",
      "(0XX) *",
      "+31 X *",
      "+31 XX *",
      "+31 *",
      "+31 (0)X *",
      "+31 (0)XX *",
    ],
  },
  "32": {
    code: "32",
    trunk: "0",
    exit: "00",
    lengths: [8, 9],
    spellings: [
      ...compact("32", "0"),
      "0X XXX XX XX",
      "0XX XX XX XX",
      "0XXX XX XX XX",
      "0XXX/XX.XX.XX",
      "0X/XXX.XX.XX",
      "+32 X XXX XX XX",
      "+32 XX XX XX XX",
      "+32 XXX XX XX XX",
      "+32 *",
      "+32 (0)XXX XX XX XX",
    ],
  },
  "41": {
    code: "41",
    trunk: "0",
    exit: "00",
    lengths: [9],
    spellings: [
      ...compact("41", "0"),
      "0XX XXX XX XX",
      "0XX/XXX XX XX",
      "0XX-XXX-XX-XX",
      "(0XX) XXX XX XX",
      "+41 XX XXX XX XX",
      "+41 *",
      "+41 (0)XX XXX XX XX",
      "0041 XX XXX XX XX",
    ],
  },
  "61": {
    code: "61",
    trunk: "0",
    exit: "0011",
    lengths: [9],
    spellings: [
      ...compact("61", "0"),
      "0X XXXX XXXX",
      "(0X) XXXX XXXX",
      "0XXX XXX XXX",
      "+61 X XXXX XXXX",
      "+61 XXX XXX XXX",
      "+61 *",
      "+61 (0)X XXXX XXXX",
    ],
  },
} as const satisfies Record<string, DialPlan>;

const CODE_OF: Readonly<Record<Country, keyof typeof PLANS>> = {
  US: "1",
  CA: "1",
  FR: "33",
  GB: "44",
  DE: "49",
  ES: "34",
  IT: "39",
  NL: "31",
  BE: "32",
  CH: "41",
  AU: "61",
};

/** The plan that `country` belongs to; the United States and Canada share one. */
export const planOf = (country: Country): DialPlan => PLANS[CODE_OF[country]];

/** The plans of several countries, each once, in the order given. */
export const plansOf = (countries: readonly Country[]): readonly DialPlan[] => [...new Set(countries.map(planOf))];

/** Spellings of a number whose plan nobody knows. Without a sign of abroad in front, the same digits could be somebody else's national number. */
export const FOREIGN_SPELLINGS: readonly string[] = ["+*", "00*", "011*"];

/** Spellings that name the country: safe in an organisation of another one. */
export const isInternational = (spelling: string): boolean => /^(\+|00)/.test(spelling);

/** Spellings that fit a national number of one length: those whose X are not more than its digits. */
export const fitting = (plan: DialPlan, length: number): readonly string[] =>
  plan.spellings.filter((spelling) => {
    const digits = spelling.match(/X/g)?.length ?? 0;
    return spelling.includes("*") ? digits < length : digits === length;
  });
