/**
 * Whom the sample org knows. Numbers stand there in every spelling that people and imports leave behind. They come from the ranges kept for
 * fiction (555-01xx, the Ofcom drama numbers, the Arcep numbers 01 99 00 and 06 39 98), from Cisco's own sample, or count up.
 */
export interface Customer {
  /** By which cases and contacts refer to it. */
  readonly key: string;
  readonly name: string;
  readonly phone?: string;
  readonly country: string;
  readonly city: string;
  readonly industry?: string;
  readonly rating?: "Hot" | "Warm" | "Cold";
}

export const ACCOUNTS: readonly Customer[] = [
  {
    key: "burlington",
    name: "Burlington Textiles Corp of America",
    phone: "(520) 773-9050",
    country: "USA",
    city: "Tucson",
    industry: "Retail",
    rating: "Hot",
  },
  // The same number again, typed by somebody else: a search by number finds both.
  { key: "burlington-copy", name: "Burlington Textiles", phone: "520.773.9050", country: "USA", city: "Tucson" },
  {
    key: "dupont",
    name: "Société Générale d'Électricité Dupont & Fils",
    phone: "+33 1 99 00 12 34",
    country: "France",
    city: "Lyon",
    industry: "Technology",
    rating: "Warm",
  },
  {
    key: "obrien",
    name: 'O\'Brien "Best" Plumbing',
    phone: "+15125550142",
    country: "USA",
    city: "Austin",
    industry: "Other",
  },
  {
    key: "mueller",
    name: "Müller & Söhne GmbH",
    phone: "+49 (0)30 23125 042",
    country: "Germany",
    city: "Berlin",
    industry: "Consulting",
    rating: "Warm",
  },
  {
    key: "thames",
    name: "Thames Valley Water Ltd",
    phone: "020 7946 0958",
    country: "United Kingdom",
    city: "London",
    industry: "Other",
    rating: "Cold",
  },
  { key: "silent", name: "Silent Partners 100% Discreet", country: "USA", city: "Reno" },
  {
    key: "boulangerie",
    name: "Boulangerie de la Cruz",
    phone: "+33123456789",
    country: "France",
    city: "Paris",
    industry: "Retail",
    rating: "Hot",
  },
  {
    key: "nippon",
    name: "日本サンプル株式会社",
    phone: "+81-3-5550-0123",
    country: "Japan",
    city: "Tokyo",
    industry: "Technology",
  },
];

export interface Person {
  readonly key: string;
  readonly first?: string;
  readonly last: string;
  /** Absent for a private person. */
  readonly account?: string;
  readonly phone?: string;
  readonly mobile?: string;
  readonly home?: string;
  readonly email?: string;
  readonly title?: string;
}

export const CONTACTS: readonly Person[] = [
  {
    key: "rogers",
    first: "Jack",
    last: "Rogers",
    account: "burlington",
    phone: "5207739050",
    mobile: "+1 520 555 0117",
    email: "jrogers@burlington.example",
    title: "VP, Facilities",
  },
  {
    key: "dupont",
    first: "Hélène",
    last: "d'Ormesson-Dupont",
    account: "dupont",
    phone: "+33199001234",
    mobile: "06 39 98 45 67",
    email: "helene@dupont.example",
    title: "Directrice",
  },
  {
    key: "obrien",
    first: "Seán",
    last: "O'Brien",
    account: "obrien",
    phone: "(512) 555-0142",
    mobile: "1-512-555-0143",
    email: "sean@obrien.example",
  },
  {
    key: "mueller",
    first: "Jürgen",
    last: "Müller",
    account: "mueller",
    phone: "030 23125 042",
    email: "j.mueller@mueller.example",
  },
  {
    key: "nunez",
    first: "José",
    last: "Núñez y Piñeyro",
    account: "thames",
    mobile: "+44 7700 900123",
    email: "jose@thames.example",
    title: 'Head of "Flow"',
  },
  {
    key: "smith-1",
    first: "John",
    last: "Smith",
    account: "thames",
    phone: "+442079460958",
    email: "john.smith@thames.example",
  },
  { key: "smith-2", first: "John", last: "Smith", account: "silent", phone: "+1 (775) 555-0199" },
  {
    key: "caller",
    first: "Ana",
    last: "de la Cruz",
    account: "boulangerie",
    phone: "+33123456789",
    mobile: "+33 6 39 98 00 01",
    email: "ana@private.example",
  },
  { key: "nobody", first: "Zoë", last: "Nobody", mobile: "(555) 555-0100 ext. 42" },
  { key: "tanaka", last: "田中", account: "nippon", phone: "+81355500123" },
];

export interface Ticket {
  readonly subject: string;
  readonly contact?: string;
  readonly account?: string;
  readonly status: "New" | "On Hold" | "Escalated" | "Closed";
  readonly priority: "High" | "Medium" | "Low";
  readonly description?: string;
  /** When it was opened and last touched: days of 2026, `mm-dd`. */
  readonly opened: string;
  readonly touched: string;
  readonly comment?: string;
}

export const CASES: readonly Ticket[] = [
  {
    subject: 'Loom 7 stopped: error "E-42"',
    contact: "rogers",
    status: "Escalated",
    priority: "High",
    description: "Since Monday.\nSecond time this month.",
    opened: "09-14",
    touched: "09-20",
    comment: "Technician ordered for Tuesday.",
  },
  {
    subject: "Invoice 1187 sent twice",
    contact: "rogers",
    status: "Closed",
    priority: "Low",
    opened: "02-03",
    touched: "02-05",
  },
  {
    subject: "Change of delivery address",
    contact: "rogers",
    status: "New",
    priority: "Medium",
    opened: "10-01",
    touched: "10-01",
  },
  {
    subject: "Compteur défectueux à l'étage",
    contact: "dupont",
    status: "On Hold",
    priority: "High",
    opened: "08-11",
    touched: "09-02",
  },
  {
    subject: "Old question, answered",
    contact: "obrien",
    status: "Closed",
    priority: "Medium",
    opened: "01-10",
    touched: "01-12",
  },
  {
    subject: "Rückfrage zum Angebot",
    contact: "mueller",
    status: "New",
    priority: "Low",
    opened: "07-22",
    touched: "07-22",
  },
  {
    subject: "Where is my parcel?",
    contact: "caller",
    status: "New",
    priority: "High",
    opened: "10-30",
    touched: "11-02",
    comment: "Caller is waiting for a call back.",
  },
  {
    subject: "Water pressure 50% too low",
    account: "thames",
    status: "New",
    priority: "Medium",
    opened: "06-18",
    touched: "06-19",
  },
  { subject: "Anonymous complaint", status: "New", priority: "Low", opened: "05-05", touched: "05-05" },
];
