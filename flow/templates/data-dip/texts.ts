/** What callers hear. `{name}` in `hello` becomes the contact's name. */
export interface Texts {
  /** Before anything is looked up; also all that a blocked number hears by way of greeting. */
  readonly greeting: string;
  readonly hello: string;
  /** When no contact has the number, before the account is looked up. */
  readonly oneMoment: string;
  /** On entering the queue. */
  readonly hold: string;
  /** Between pieces of music. */
  readonly comfort: string;
  /** When the queue refuses the call, before the fallback queue. */
  readonly apology: string;
  /** When something fails, before the queue for failures. */
  readonly error: string;
  /** Before hanging up, when no queue takes the call. */
  readonly goodbye: string;
  /** Before hanging up outside business hours; said only by flows with `hours`. */
  readonly closed: string;
}

/** Texts by language, the part of a locale before the hyphen. */
export const TEXTS = {
  en: {
    greeting: "Welcome.",
    hello: "Hello {name}.",
    oneMoment: "One moment, please.",
    hold: "Please stay on the line. The next free agent will take your call.",
    comfort: "Thank you for your patience. An agent will be with you soon.",
    apology: "We are sorry, all lines are busy. We are passing your call to a colleague.",
    error: "We are sorry, something went wrong on our side. We are passing your call to a colleague.",
    goodbye: "We are sorry, we cannot take your call at the moment. Please call again later.",
    closed: "We are closed at the moment. Please call again during our opening hours. Goodbye.",
  },
  fr: {
    greeting: "Bienvenue.",
    hello: "Bonjour {name}.",
    oneMoment: "Un instant, s'il vous plaît.",
    hold: "Veuillez patienter. Le prochain conseiller disponible prendra votre appel.",
    comfort: "Merci de votre patience. Un conseiller va prendre votre appel.",
    apology: "Nous sommes désolés, toutes les lignes sont occupées. Nous transférons votre appel.",
    error: "Nous sommes désolés, un problème est survenu. Nous transférons votre appel.",
    goodbye: "Nous sommes désolés, nous ne pouvons pas prendre votre appel. Veuillez rappeler plus tard.",
    closed: "Nous sommes actuellement fermés. Veuillez rappeler pendant nos heures d'ouverture. Au revoir.",
  },
  de: {
    greeting: "Willkommen.",
    hello: "Guten Tag, {name}.",
    oneMoment: "Einen Moment, bitte.",
    hold: "Bitte bleiben Sie in der Leitung. Der nächste freie Mitarbeiter nimmt Ihren Anruf entgegen.",
    comfort: "Vielen Dank für Ihre Geduld. Gleich ist ein Mitarbeiter für Sie da.",
    apology: "Es tut uns leid, alle Leitungen sind belegt. Wir verbinden Sie weiter.",
    error: "Es tut uns leid, bei uns ist ein Fehler aufgetreten. Wir verbinden Sie weiter.",
    goodbye: "Es tut uns leid, wir können Ihren Anruf gerade nicht annehmen. Bitte rufen Sie später wieder an.",
    closed: "Wir haben zurzeit geschlossen. Bitte rufen Sie während unserer Öffnungszeiten wieder an. Auf Wiederhören.",
  },
  es: {
    greeting: "Bienvenido.",
    hello: "Hola, {name}.",
    oneMoment: "Un momento, por favor.",
    hold: "Por favor, no cuelgue. El próximo agente disponible atenderá su llamada.",
    comfort: "Gracias por su paciencia. Un agente le atenderá en breve.",
    apology: "Lo sentimos, todas las líneas están ocupadas. Estamos transfiriendo su llamada.",
    error: "Lo sentimos, ha ocurrido un problema. Estamos transfiriendo su llamada.",
    goodbye: "Lo sentimos, no podemos atender su llamada en este momento. Por favor, llame más tarde.",
    closed: "En este momento estamos cerrados. Por favor, llame de nuevo en nuestro horario de atención. Adiós.",
  },
} as const satisfies Record<string, Texts>;

export type BuiltInLanguage = keyof typeof TEXTS;
export const isBuiltIn = (language: string): language is BuiltInLanguage => Object.hasOwn(TEXTS, language);
