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
  /** Begins the choice outside business hours. */
  readonly closedNow: string;
  /** Part of that choice: key 1. */
  readonly pressForCallback: string;
  /** Part of that choice: key 2. */
  readonly pressForMessage: string;
  /** Offers a callback to a caller who waits: key 1. */
  readonly offerCallback: string;
  /** When a callback is noted, before hanging up. */
  readonly callbackSaved: string;
  /** Asks a caller who is known whether the call is about another case: key 1. */
  readonly offerCase: string;
  /** Asks for the digits of a case number, ended by the pound key. */
  readonly askCase: string;
  /** When no open case has that number. */
  readonly noSuchCase: string;
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
    closedNow: "We are closed at the moment.",
    pressForCallback: "To be called back when we open, press 1.",
    pressForMessage: "To leave a message, press 2.",
    offerCallback:
      "All agents are busy at the moment. To be called back without losing your place, press 1. Otherwise, please stay on the line.",
    callbackSaved: "Thank you. We will call you back at the number that you are calling from. Goodbye.",
    offerCase: "If you are calling about another case, press 1. Otherwise, please stay on the line.",
    askCase:
      "If you have a case number, please enter it, followed by the pound key. Otherwise, please stay on the line.",
    noSuchCase: "We did not find an open case with this number. Please stay on the line.",
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
    closedNow: "Nous sommes actuellement fermés.",
    pressForCallback: "Pour être rappelé à l'ouverture, appuyez sur 1.",
    pressForMessage: "Pour laisser un message, appuyez sur 2.",
    offerCallback:
      "Tous nos conseillers sont occupés. Pour être rappelé sans perdre votre place, appuyez sur 1. Sinon, veuillez patienter.",
    callbackSaved: "Merci. Nous vous rappellerons au numéro depuis lequel vous appelez. Au revoir.",
    offerCase: "Si vous appelez au sujet d'un autre dossier, appuyez sur 1. Sinon, veuillez patienter.",
    askCase:
      "Si vous avez un numéro de dossier, saisissez-le, puis appuyez sur la touche dièse. Sinon, veuillez patienter.",
    noSuchCase: "Nous n'avons pas trouvé de dossier ouvert avec ce numéro. Veuillez patienter.",
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
    closedNow: "Wir haben zurzeit geschlossen.",
    pressForCallback: "Für einen Rückruf, sobald wir wieder da sind, drücken Sie die 1.",
    pressForMessage: "Um eine Nachricht zu hinterlassen, drücken Sie die 2.",
    offerCallback:
      "Zurzeit sind alle Mitarbeiter im Gespräch. Für einen Rückruf, ohne Ihren Platz zu verlieren, drücken Sie die 1. Sonst bleiben Sie bitte in der Leitung.",
    callbackSaved: "Vielen Dank. Wir rufen Sie unter der Nummer zurück, von der Sie anrufen. Auf Wiederhören.",
    offerCase: "Wenn es um einen anderen Vorgang geht, drücken Sie die 1. Sonst bleiben Sie bitte in der Leitung.",
    askCase:
      "Wenn Sie eine Vorgangsnummer haben, geben Sie sie bitte ein und drücken Sie dann die Rautetaste. Sonst bleiben Sie bitte in der Leitung.",
    noSuchCase: "Wir haben keinen offenen Vorgang mit dieser Nummer gefunden. Bitte bleiben Sie in der Leitung.",
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
    closedNow: "En este momento estamos cerrados.",
    pressForCallback: "Para que le llamemos cuando abramos, pulse 1.",
    pressForMessage: "Para dejar un mensaje, pulse 2.",
    offerCallback:
      "Todos los agentes están ocupados. Para que le devolvamos la llamada sin perder su turno, pulse 1. Si no, permanezca a la espera.",
    callbackSaved: "Gracias. Le llamaremos al número desde el que llama. Adiós.",
    offerCase: "Si llama por otro caso, pulse 1. Si no, permanezca a la espera.",
    askCase: "Si tiene un número de caso, introdúzcalo y pulse la tecla almohadilla. Si no, permanezca a la espera.",
    noSuchCase: "No hemos encontrado ningún caso abierto con ese número. Permanezca a la espera.",
  },
} as const satisfies Record<string, Texts>;

/** Every text by its name. */
export const TEXT_NAMES = Object.keys(TEXTS.en) as readonly (keyof Texts)[];

export type BuiltInLanguage = keyof typeof TEXTS;
export const isBuiltIn = (language: string): language is BuiltInLanguage => Object.hasOwn(TEXTS, language);
