import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import docker from 'shiki/langs/docker.mjs';
import python from 'shiki/langs/python.mjs';
import shell from 'shiki/langs/shellscript.mjs';

/** A piece of code of one kind: `keyword`, `string`, `comment`, …; none for plain text. */
export interface Token {
  readonly text: string;
  readonly kind?: string;
}

const languages: Readonly<Record<string, string>> = {
  dockerfile: 'docker',
  python: 'python',
  sh: 'shellscript',
};

const highlighter = await createHighlighterCore({
  themes: [createCssVariablesTheme({ name: 'kinds' })],
  langs: [docker, python, shell],
  engine: createJavaScriptRegexEngine(),
});

/** More is no workshop's code, and would take its time at every save. */
const maximumLength = 64 * 1024;

/**
 * Parts code into tokens, line by line; what is longer than 64 KiB, or in a
 * language that no page uses, stays plain.
 * @param language as Markdown names it after the fence.
 */
export function highlight(code: string, language: string): readonly (readonly Token[])[] {
  const lang = languages[language];
  if (lang === undefined || code.length > maximumLength) {
    return code.split('\n').map((text) => [{ text }]);
  }
  const { tokens } = highlighter.codeToTokens(code, {
    lang,
    theme: 'kinds',
    tokenizeTimeLimit: 100,
  });
  return tokens.map((line) =>
    line.map(({ content, color = '' }) => {
      const kind = /token-([a-z-]+)/.exec(color)?.[1];
      return { text: content, ...(kind !== undefined && { kind }) };
    }),
  );
}
