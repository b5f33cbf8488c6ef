import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * The rules of STYLE.md that a machine can check and that no linter knows. A complaint names the place
 * and the better way.
 */

const root = path.dirname(import.meta.dirname);
const notOurs = new Set(['node_modules', 'dist', 'coverage', 'generated', '.git', '.interlock']);

const fileLinesMax = 350;
const functionLinesMax = 70;

interface TextFile {
  /** From the project’s root, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

const textFiles: readonly TextFile[] = listFiles('')
  .filter((name) => /\.(ts|tsx|mjs|cjs|js|json|md|sql|css|html|yaml|yml|sh)$|^\.ci\/|^[A-Z]+$/.test(name))
  .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
const codeFiles = textFiles.filter(({ name }) => /\.(ts|tsx|mjs|cjs)$/.test(name));
const sourceFiles = codeFiles.map(({ name, text }) => ({
  name,
  tree: ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true),
}));
const relativeImports = new Map(
  codeFiles.map(({ name, text }) => [
    name,
    [...text.matchAll(/ from '(\.[^']+)'/g)].map(([, target = '']) =>
      path.posix.join(path.dirname(name), target),
    ),
  ]),
);
const domains = readdirSync(path.join(root, 'src/domains'));

describe('shape', () => {
  test('a file is short, or says why not', () => {
    const complaints = codeFiles
      .filter(({ text }) => text.split('\n').length - 1 > fileLinesMax)
      .filter(({ text }) => !/long because/i.test(text.split('\n').slice(0, 15).join('\n')))
      .map(
        ({ name }) =>
          `${name}: more than ${fileLinesMax} lines. Split it by verb, or begin with “Long because …”.`,
      );
    expect(complaints).toEqual([]);
  });

  test('a function fits a screen', () => {
    const complaints = sourceFiles.flatMap(({ name, tree }) =>
      findNodes(tree, isFunctionWithBody)
        .filter((node) => linesOf(tree, node) > functionLinesMax && !isSuite(node))
        .map(
          (node) =>
            `${name}:${lineOf(tree, node.getStart())}: a function of ${linesOf(tree, node)} lines. Give its steps names of their own.`,
        ),
    );
    expect(complaints).toEqual([]);
  });

  test('one exported verb per file, the file named after it', () => {
    const complaints = sourceFiles
      .filter(({ name }) => name.startsWith('src/domains/') && !isVocabulary(name))
      .flatMap(({ name, tree }) => complainAboutVerbs(name, exportedFunctions(tree)));
    expect(complaints).toEqual([]);
  });

  test('nothing is exported wholesale', () => {
    const complaints = sourceFiles.flatMap(({ name, tree }) =>
      findNodes(tree, ts.isExportDeclaration)
        .filter(({ exportClause }) => exportClause === undefined || ts.isNamespaceExport(exportClause))
        .map((node) => `${name}:${lineOf(tree, node.getStart())}: “export *”. Name what others may use.`),
    );
    expect(complaints).toEqual([]);
  });

  test('nothing is a catch-all', () => {
    const catchAll = /(^|\/)(utils?|lib|helpers?|common|misc|shared)(\/|\.[a-z]+$)/;
    const complaints = textFiles
      .filter(({ name }) => catchAll.test(name))
      .map(({ name }) => `${name}: a name that fits everything. Name it after what it does.`);
    expect(complaints).toEqual([]);
  });

  test('names are kebab-case', () => {
    const complaints = textFiles
      .filter(({ name }) => /^(src|apps|packages|bench|chaos|e2e|scripts|test|docs)\//.test(name))
      .filter(({ name }) => !name.split('/').every(isTidyName))
      .map(({ name }) => `${name}: name files and folders in kebab-case.`);
    expect(complaints).toEqual([]);
  });
});

describe('domains', () => {
  test('each has its README, its front door and its errors', () => {
    const complaints = domains.flatMap((domain) =>
      ['README.md', 'index.ts', 'errors.ts']
        .filter((file) => !existsSync(path.join(root, 'src/domains', domain, file)))
        .map(
          (file) =>
            `src/domains/${domain}: ${file} is missing. A domain is read from its README, used through its index, and fails by its errors.`,
        ),
    );
    expect(complaints).toEqual([]);
  });

  test('each is reached by its name', () => {
    const { imports } = readJson<{ imports: Record<string, string> }>('package.json');
    const doors = Object.values(imports)
      .map((target) => /^\.\/src\/domains\/([^/]+)\/index\.ts$/.exec(target)?.[1])
      .filter((domain) => domain !== undefined);
    expect(doors.toSorted(), 'the “imports” of package.json name every domain’s front door').toEqual(
      domains.toSorted(),
    );
  });

  test('migrations are numbered without gaps', () => {
    const complaints = domains.flatMap((domain) => {
      const numbers = textFiles
        .filter(({ name }) => name.startsWith(`src/domains/${domain}/migrations/`))
        .map(({ name }) => path.basename(name).slice(0, 4))
        .toSorted();
      const expected = numbers.map((_number, index) => `${String(index + 1).padStart(3, '0')}_`);
      return String(numbers) === String(expected)
        ? []
        : [`src/domains/${domain}/migrations: numbered ${String(numbers)}. Count 001_, 002_, … once each.`];
    });
    expect(complaints).toEqual([]);
  });
});

describe('words', () => {
  test('nothing is left to do', () => {
    const complaints = findLines(
      /\b(TODO|FIXME|XXX|HACK)\b/,
      ({ name }) => !/^(test\/tidy|STYLE|CONTRIBUTING)/.test(name),
    );
    expect(complaints, 'do it now, or open an issue').toEqual([]);
  });

  test('nothing names the machine it was written on', () => {
    const complaints = findLines(
      /(^|[\s"'`(=:])\/(work|root|home|Users|tmp)\/[\w.-]/,
      ({ name }) => !name.startsWith('test/tidy'),
    );
    expect(complaints, 'derive paths from import.meta.dirname or os.tmpdir()').toEqual([]);
  });

  test('links between documents lead somewhere', () => {
    const complaints = textFiles
      .filter(({ name }) => name.endsWith('.md'))
      .flatMap(({ name, text }) =>
        [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
          .map(([, target = '']) => target)
          .filter((target) => !/^[a-z]+:/.test(target))
          .filter((target) => !existsSync(path.join(root, path.dirname(name), target)))
          .map((target) => `${name}: the link to ${target} leads nowhere.`),
      );
    expect(complaints).toEqual([]);
  });
});

describe('tests', () => {
  const testFiles = codeFiles.filter(
    ({ name }) => /\.test\.tsx?$/.test(name) && !name.startsWith('test/tidy'),
  );

  test('who needs a database says so in the file name, and nobody else', () => {
    const complaints = testFiles.flatMap(({ name, text }) => {
      const needsOne = reaches(name, 'test/test-database.ts') || text.includes("inject('postgresUrl')");
      if (needsOne && !/\.(db|browser)\.test\.ts$/.test(name)) {
        return [`${name}: uses a database. Name it ….db.test.ts.`];
      }
      return name.endsWith('.db.test.ts') && !needsOne && !text.includes('startPostgres')
        ? [`${name}: uses no database. Name it ….test.ts, so that it can run without one.`]
        : [];
    });
    expect(complaints).toEqual([]);
  });

  test('none is left out', () => {
    const complaints = findLines(
      /\b(test|it|describe)\.(only|todo)\b|\b(test|it|describe)\.skip\(/,
      ({ name }) => testFiles.some((file) => file.name === name),
    );
    expect(complaints, 'a test that needs something says so with skipIf and a reason').toEqual([]);
  });
});

describe('package-lock.json', () => {
  interface Entry {
    readonly link?: boolean;
    readonly resolved?: string;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const { packages } = readJson<{ packages: Record<string, Entry> }>('package-lock.json');

  test('ties nobody to one registry', () => {
    const complaints = Object.entries(packages)
      .filter(([, { link, resolved }]) => link !== true && resolved !== undefined)
      .map(([place]) => `${place}: has a “resolved” address. Install with the project’s .npmrc.`);
    expect(complaints).toEqual([]);
  });

  // npm leaves out those that it could not look up when the lock was written, and `npm ci` then refuses it.
  test('names the optional packages of every system', () => {
    const complaints = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !placesToLook(place, name).some((candidate) => candidate in packages))
        .map((name) => `${place}: ${name} is not in the lock. Run “node scripts/complete-lock.ts”.`),
    );
    expect(complaints).toEqual([]);
  });

  function placesToLook(place: string, name: string): readonly string[] {
    const parents = place
      .split('/node_modules/')
      .map((_part, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
    return ['', ...parents.map((parent) => `${parent}/`)].map((parent) => `${parent}node_modules/${name}`);
  }
});

function listFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? listFiles(name) : [name];
    });
}

function readJson<Value>(name: string): Value {
  return JSON.parse(readFileSync(path.join(root, name), 'utf8')) as Value;
}

function findLines(pattern: RegExp, concerns: (file: TextFile) => boolean): string[] {
  return textFiles
    .filter((file) => file.name !== 'package-lock.json' && concerns(file))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])),
    );
}

function findNodes<Kind extends ts.Node>(node: ts.Node, isKind: (node: ts.Node) => node is Kind): Kind[] {
  const found: Kind[] = isKind(node) ? [node] : [];
  ts.forEachChild(node, (child) => {
    found.push(...findNodes(child, isKind));
  });
  return found;
}

function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

function linesOf(tree: ts.SourceFile, node: ts.Node): number {
  return lineOf(tree, node.end) - lineOf(tree, node.getStart()) + 1;
}

/** Whether a file imports another, itself or through what it imports, by relative paths. */
function reaches(from: string, target: string, seen = new Set<string>()): boolean {
  if (from === target) return true;
  seen.add(from);
  return (relativeImports.get(from) ?? []).some((next) => !seen.has(next) && reaches(next, target, seen));
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

/** `describe('…', () => { … })` is a chapter, not a function. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function exportedFunctions(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement)) return [];
    const modifiers = ts.getModifiers(statement) ?? [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isFunctionDeclaration(statement)) return [statement.name?.text ?? 'default'];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations
      .filter(({ initializer }) => initializer !== undefined && isFunctionWithBody(initializer))
      .map(({ name }) => name.getText());
  });
}

/**
 * `append-events.ts` exports `appendEvents` and no other function. A file named after a thing may export
 * what is done with it: `signing-secret.ts` has `generateSigningSecret` and `decodeSigningSecret`.
 */
function complainAboutVerbs(file: string, verbs: readonly string[]): string[] {
  const fileName = path.basename(file).split('.')[0] ?? '';
  const others = verbs.filter((verb) => kebabCase(verb) !== fileName);
  if (verbs.length > others.length) {
    return others.map(
      (verb) => `${file}: also exports ${verb}. Give it a file of its own, or keep it private.`,
    );
  }
  return verbs.length === 1
    ? others
        .filter((verb) => !kebabCase(verb).includes(fileName))
        .map((verb) => `${file}: exports ${verb}. Name the file ${kebabCase(verb)}.ts.`)
    : [];
}

/** Files that hold a domain’s words rather than one verb. */
function isVocabulary(name: string): boolean {
  return /\/(index|errors|events|routes|types)\.ts$|\.(sql|test)\.ts$|\/testing\//.test(name);
}

function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

function isTidyName(part: string): boolean {
  const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
  return kebab.test(part) || /^\d{3}_[a-z0-9_]+\.sql$/.test(part) || /^[A-Z]+\.md$/.test(part);
}
