import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const source = import.meta.dirname;
const workshop = `${source}/../../../workshop`;

/** The texts of a file that a filter takes, each with `*` where a value is put in. */
function textsOf(file: string, isWanted: (node: ts.Node) => boolean): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isWanted(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node) && isWanted(node)) {
      texts.push(
        [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('*'),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

const names = /^(message|why|help|texts)/;

/** Whether a text is, or is one of those that can become, what a diagnostic says. */
function isTold(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) {
    return parent.initializer === node && (names.test(parent.name.getText()) || isTold(parent));
  }
  if (ts.isVariableDeclaration(parent)) return names.test(parent.name.getText());
  if (ts.isReturnStatement(parent)) return names.test(functionAround(parent));
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isTold(parent);
  if (ts.isCallExpression(parent)) return parent.arguments[0] === node && isTold(parent);
  return (
    (ts.isObjectLiteralExpression(parent) || ts.isArrayLiteralExpression(parent)) && isTold(parent)
  );
}

function functionAround(node: ts.Node): string {
  if (ts.isFunctionDeclaration(node)) return node.name?.text ?? '';
  return ts.isSourceFile(node) ? '' : functionAround(node.parent);
}

function filesOf(folder: string, name: RegExp): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => name.test(path)).map((path) => `${folder}/${path}`);
}

// What cannot be read at all is told by the reader's own tests.
const told = filesOf(source, /^(?!submission|read-submission|verdicts).*(?<!\.test)\.ts$/).flatMap(
  (file) => textsOf(file, isTold),
);
const shown = [
  ...filesOf(source, /\.test\.ts$/).flatMap((file) => textsOf(file, () => true)),
  ...[
    ...filesOf(workshop, /expected\.txt$/),
    ...filesOf(source, /__snapshots__\/.*\.txt$/),
  ].flatMap((file) =>
    readFileSync(file, 'utf8')
      .replaceAll(/^\w+: /gm, '')
      .split('\n'),
  ),
];

test.each([...new Set(told)])('is shown by a test: %s', (text) => {
  const shows = (each: string): boolean => {
    let at = 0;
    return text.split('*').every((part) => {
      const found = each.indexOf(part, at);
      at = found + part.length;
      return found !== -1;
    });
  };
  expect(shown.some(shows)).toBe(true);
});
