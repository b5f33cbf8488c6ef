import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { errorChapters } from '../scripts/error-chapters.ts';

/**
 * The catalogues of errors, the reference that is generated from them, and what the code names agree. The compiler
 * knows that an error is made with a code of its catalogue; nobody but this test knows that a catalogue is
 * complete, documented, and holds nothing that no longer happens.
 */

const root = path.dirname(import.meta.dirname);

/** What the hub answers when something is not in any catalogue (`src/kernel/problem.ts`). */
const unforeseen = 'internal';

const catalogues = errorChapters.flatMap((chapter) => Object.entries(chapter.catalogues));
const definitions = catalogues.flatMap(([, catalogue]) => Object.entries(catalogue));
const codes = definitions.map(([code]) => code).toSorted();

const sourceFiles = ['src', 'apps', 'packages']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$|node_modules|\/dist\/|\/test(ing|-support)?\/|\/generated\//.test(file),
  )
  .map((file) =>
    ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true),
  );

/** Tables are called so too: `crypto.data_keys`. */
const tables = new Set(
  readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'src', file), 'utf8').matchAll(
        /create (?:unlogged )?table (\w+\.\w+)/g,
      ),
    ])
    .map(([, name]) => name),
);

describe('each error', () => {
  test('has one code, `what_it_belongs_to.what_is_wrong`, in one catalogue', () => {
    expect(codes).toEqual([...new Set(codes)]);
    const misnamed = catalogues.flatMap(([name, catalogue]) =>
      Object.keys(catalogue).filter((code) => code !== unforeseen && !code.startsWith(`${name}.`)),
    );
    expect(misnamed).toEqual([]);
    expect(codes.filter((code) => code !== unforeseen && !/^[a-z]+\.[a-z]+(_[a-z]+)*$/.test(code))).toEqual(
      [],
    );
  });

  test('has an HTTP status of failure, a title and advice', () => {
    const incomplete = definitions
      .filter(
        ([, { status, title, fix }]) =>
          !Number.isInteger(status) ||
          status < 400 ||
          status > 599 ||
          !/^\S.*[^.]$/.test(title) ||
          !/^\S.*\.$/.test(fix),
      )
      .map(([code]) => code);
    expect(incomplete, 'a title is a line without a full stop, advice is a sentence with one').toEqual([]);
  });

  test('stands in the reference once, with its status', () => {
    const reference = readFileSync(path.join(root, 'docs/reference/errors.md'), 'utf8');
    const rows = [...reference.matchAll(/^\| `([^`]+)`\s+\| (\d{3})\s+\|/gm)].map(
      ([, code, status]) => `${code} ${status}`,
    );
    const defined = definitions.map(([code, { status }]) => `${code} ${status}`);
    expect(rows.toSorted(), 'run “npm run generate”').toEqual(defined.toSorted());
  });
});

describe('the code', () => {
  const defined = sourceFiles.flatMap((file) =>
    cataloguesIn(file).flatMap((catalogue) =>
      propertyNames(catalogue).map((code) => ({ code, file: file.fileName })),
    ),
  );

  test('defines no error outside the reference', () => {
    const hidden = defined.filter(({ code }) => !codes.includes(code));
    expect(hidden, 'add the catalogue to apps/hub/error-catalogues.ts or scripts/error-chapters.ts').toEqual(
      [],
    );
    expect(defined.map(({ code }) => code).toSorted()).toEqual(codes.filter((code) => code !== unforeseen));
  });

  const named = sourceFiles.flatMap((file) =>
    codesNamedIn(file).map((code) => ({ code, file: file.fileName })),
  );

  test('names no error that is in no catalogue', () => {
    expect(named.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  test('makes every error of the catalogues somewhere', () => {
    const made = new Set(named.map(({ code }) => code));
    const idle = codes.filter((code) => code !== unforeseen && !made.has(code));
    expect(idle, 'remove it from its catalogue: it never happens').toEqual([]);
  });

  test('is read: a catalogue is found in every domain', () => {
    const places = new Set(defined.map(({ file }) => file));
    for (const domain of readdirSync(path.join(root, 'src/domains'))) {
      expect(places).toContain(`src/domains/${domain}/errors.ts`);
    }
    expect(places).toContain('packages/connector/src/errors.ts');
  });
});

/** The object literals that are catalogues: the argument of `defineErrors`, and the connector’s own. */
function cataloguesIn(file: ts.SourceFile): ts.ObjectLiteralExpression[] {
  const isCatalogue = (node: ts.ObjectLiteralExpression): boolean => {
    let { parent } = node;
    while (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) ({ parent } = parent);
    if (ts.isCallExpression(parent)) return parent.expression.getText() === 'defineErrors';
    return ts.isVariableDeclaration(parent) && parent.name.getText() === 'connectorErrorCatalogue';
  };
  return findNodes(file, ts.isObjectLiteralExpression).filter(isCatalogue);
}

function propertyNames({ properties }: ts.ObjectLiteralExpression): string[] {
  return properties.flatMap(({ name }) =>
    name !== undefined && ts.isStringLiteral(name) ? [name.text] : [],
  );
}

/**
 * The codes that a file makes errors with: whole string literals that begin like a code, other than the keys of a
 * catalogue, types, names of other things, and what a code is compared with.
 */
function codesNamedIn(file: ts.SourceFile): string[] {
  const looksLikeCode = new RegExp(`^(${catalogues.map(([name]) => name).join('|')})\\.[a-z]+(_[a-z]+)*$`);
  return findNodes(file, ts.isStringLiteral)
    .filter(({ text }) => looksLikeCode.test(text))
    .filter((node) => !isNoError(node) && !tables.has(node.text))
    .map(({ text }) => text);
}

function isNoError(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return true;
  // Prepared statements and consumers are called so too, by their `name`.
  if (ts.isPropertyAssignment(parent)) return parent.name === node || parent.name.getText() === 'name';
  const comparisons = [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];
  return ts.isBinaryExpression(parent) && comparisons.includes(parent.operatorToken.kind);
}

function findNodes<Kind extends ts.Node>(node: ts.Node, isKind: (node: ts.Node) => node is Kind): Kind[] {
  const found: Kind[] = isKind(node) ? [node] : [];
  ts.forEachChild(node, (child) => {
    found.push(...findNodes(child, isKind));
  });
  return found;
}
