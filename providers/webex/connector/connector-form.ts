import type { Values } from "../../core/resource/types";

/** `salesforce`: Webex's own Salesforce connector; `custom`: a custom HTTP connector. */
export const CONNECTOR_KINDS = ["salesforce", "custom"] as const;
export type ConnectorKind = (typeof CONNECTOR_KINDS)[number];

interface Field {
  /** The input's name; empty where the value is fixed. */
  readonly key: string;
  /** The label in Control Hub's form. */
  readonly label: string;
  readonly isSecret: boolean;
  readonly value?: string;
}

/** Menu entries of the two forms in Control Hub. */
const MENU = { salesforce: "Salesforce", custom: "Custom" } as const satisfies Record<ConnectorKind, string>;

/** The path to a form. Control Hub moved it in 2026, and help pages show both places. https://help.webex.com/article/t2xs2ab */
export const controlHubPlace = (kind: ConnectorKind): string =>
  `Control Hub, Services, Contact Center, Tenant Settings, Integrations, Connectors, ${MENU[kind]} (in older ones: Contact Center, Connectors)`;

const secret = (key: string, label: string): Field => ({ key, label, isSecret: true });
const plain = (key: string, label: string): Field => ({ key, label, isSecret: false });
/** A field with a fixed value, which is not an input. */
const fixed = (label: string, value: string): Field => ({ key: "", label, isSecret: false, value });

/**
 * The fields of Control Hub's forms, in their order.
 * Salesforce: https://help.webex.com/article/n26v7heb, custom: https://help.webex.com/article/n4u702ab
 */
const FORMS: Readonly<Record<ConnectorKind, readonly Field[]>> = {
  salesforce: [
    plain("name", "Name"),
    secret("clientId", "Client ID"),
    plain("emailId", "Salesforce Email ID"),
    plain("url", "URL"),
    secret("privateKey", "Private Key"),
  ],
  custom: [
    plain("name", "Name"),
    plain("resourceDomainUrl", "Resource Domain URL"),
    fixed("Authentication Type", "OAuth 2.0"),
    fixed("Grant Type", "Client Credentials"),
    plain("tokenUrl", "Token URL"),
    secret("clientId", "Client ID"),
    secret("clientSecret", "Client Secret"),
    fixed("Scope", "(leave empty)"),
  ],
};

/** Inputs that a form of this kind asks for. */
export const formKeys = (kind: ConnectorKind): readonly string[] =>
  FORMS[kind].flatMap(({ key }) => (key === "" ? [] : [key]));

/** What to type into Control Hub's form, field by field. */
export const controlHubForm = (kind: ConnectorKind, values: Values): readonly (Field & { readonly value: string })[] =>
  FORMS[kind].map((field) => {
    const value = field.value ?? values[field.key];
    return { ...field, value: typeof value === "string" ? value : "" };
  });
