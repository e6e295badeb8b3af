import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..");
const PROGRAM = join(__dirname, "program-in-an-editor.ts");

/** What somebody types; each `¦` marks where the mouse rests on the word behind it. */
const TYPED = `
import { webex } from "../../providers";
const team = new webex.¦Team("Tier 1", { ¦siteId: "s1" });
const queue = new webex.Queue("Support", {
  ¦serviceLevelSeconds: 20,
  ¦callDistributionGroups: [{ teamIds: [team.id], ¦afterSeconds: 60 }],
});
export const seconds = queue.¦serviceLevelSeconds;
export const place = team.¦siteName;
`;

const PIECES = TYPED.split("¦");
const CONTENT = PIECES.join("");

/** The editor's own service on the project's settings; the program above exists in it alone. */
function openEditor(): ts.LanguageService {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options,
    getScriptFileNames: () => [PROGRAM, join(__dirname, "resources.ts")],
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) => {
      const text = file === PROGRAM ? CONTENT : ts.sys.readFile(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
    fileExists: (file) => file === PROGRAM || ts.sys.fileExists(file),
    readFile: (file) => (file === PROGRAM ? CONTENT : ts.sys.readFile(file)),
    directoryExists: (folder) => ts.sys.directoryExists(folder),
    getDirectories: (folder) => ts.sys.getDirectories(folder),
  };
  return ts.createLanguageService(host);
}

describe("in an editor", () => {
  let editor: ts.LanguageService;
  beforeAll(() => {
    editor = openEditor();
  });
  afterAll(() => editor.dispose());

  const diagnostics = (file: string): readonly string[] =>
    editor.getSemanticDiagnostics(file).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));

  /** What the n-th rest of the mouse shows. */
  const hover = (n: number): string => {
    const at = PIECES.slice(0, n).join("").length;
    return ts.displayPartsToString(editor.getQuickInfoAtPosition(PROGRAM, at)?.documentation);
  };

  it("a program is without faults, and what must not compile does not", () => {
    expect(diagnostics(PROGRAM)).toEqual([]);
    expect(diagnostics(join(__dirname, "resources.ts"))).toEqual([]);
  });

  it.each([
    ["a resource", 1, /^A team: the agents that queues offer contacts to/],
    ["an input", 2, /^The site it belongs to\. Fixed at creation/],
    ["an input in seconds", 3, /^Service-level target: the seconds within which a contact should be answered\.$/],
    ["a list", 4, /^Who is offered the contact, and when\. `TEAM_BASED` only/],
    ["an input inside", 5, /^Seconds a contact has waited when this group joins; 0 for the first group\.$/],
    ["an output", 6, /^Service-level target: the seconds within which a contact should be answered\.$/],
    ["an output that the service adds", 7, /^The site's name\.$/],
  ])("the mouse on %s shows what its schema says of it", (_, n, documentation) => {
    expect(hover(n)).toMatch(documentation);
  });

  it("the inputs that fit are offered", () => {
    const completions = editor.getCompletionsAtPosition(PROGRAM, PIECES.slice(0, 3).join("").length, {});
    const names = (completions?.entries ?? []).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["serviceLevelSeconds", "channelType", "description"]));
    expect(names).not.toContain("id");
  });
});
