import { isSpace } from './characters.ts';
import { matchAllowance, removePrefix, removeSuffix, replaceMatches } from './glob-pattern.ts';
import type { MatchAllowance } from './glob-pattern.ts';

export interface ExpandOptions {
  /** The file's escape character; `\` where absent. */
  readonly escapeCharacter?: '\\' | '`';
  /** Quotes stay in the result (they still keep `$` and spaces from being seen). */
  readonly keepQuotes?: boolean;
  /** Escape characters stay in the result. */
  readonly keepEscapes?: boolean;
  /** Quotes are plain text, as in the body of a here-document. */
  readonly ignoreQuotes?: boolean;
  /** `$name` stays as written where `name` is not set. */
  readonly keepUndefined?: boolean;
  /** For all expansions that share it; where absent, each has its own. */
  readonly allowance?: ExpandAllowance;
}

/** What is left to all expansions of a file. */
export interface ExpandAllowance extends MatchAllowance {
  /** Characters that results are longer than their texts, all together. */
  growth: number;
}

/** Bounds what a hostile file grows to: a real one comes to a few thousand characters. */
export function expandAllowance(): ExpandAllowance {
  return { ...matchAllowance(), growth: 2 ** 18 };
}

export interface Expanded {
  readonly error?: undefined;
  /** Names that were looked up and are set, each once. */
  readonly matchedNames: readonly string[];
  /** Names that were looked up and are not set, each once. */
  readonly undefinedNames: readonly string[];
}

/** The builder stops here; `error` says why, without the word itself. */
export interface ExpansionError {
  readonly error: string;
}

export type Lookup = (name: string) => string | undefined;

/** `$A$A` in `$B$B` in … grows without bound: how much longer than its text a result may be. */
const maximumGrowth = 16_383;
const maximumDepth = 200;

/**
 * Replaces variables and removes quotes and escapes in one word (BuildKit's `ProcessWord`).
 *
 * The builder does this to: FROM's image and `--platform`, names and values of ENV and LABEL,
 * names and values of ARG (the value only where no `--build-arg` replaces it), sources,
 * destination, `--chown`, `--chmod` of COPY and ADD, `--checksum` of ADD, WORKDIR, USER,
 * VOLUME, STOPSIGNAL, and the values inside RUN's `--mount`. Strings of a JSON array are
 * treated the same. RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK are left alone, EXPOSE goes
 * through `expandWords`. Here-documents of COPY and ADD whose delimiter is not quoted go
 * through it with `ignoreQuotes` and the escape character `\` whatever the file's is.
 */
export function expandWord(
  text: string,
  lookup: Lookup,
  options: ExpandOptions = {},
): (Expanded & { readonly value: string }) | ExpansionError {
  if (!special.test(text)) return { value: text, matchedNames: [], undefinedNames: [] };
  const lexer = new Lexer(text, lookup, options);
  const value = lexer.readAll();
  return lexer.error === undefined ? { value, ...lexer.names() } : { error: lexer.error };
}

/**
 * As `expandWord`, then split at spaces that are not quoted, those of variables' values
 * included (BuildKit's `ProcessWords`). Used for EXPOSE, once for each of its words.
 */
export function expandWords(
  text: string,
  lookup: Lookup,
  options: ExpandOptions = {},
): (Expanded & { readonly words: readonly string[] }) | ExpansionError {
  const lexer = new Lexer(text, lookup, options);
  const words = new WordList();
  lexer.readAll(words);
  if (lexer.error !== undefined) return { error: lexer.error };
  return { words: words.finish(), ...lexer.names() };
}

const special = /[$'"\\`]/;

/** Collects words while a text is read; spaces part them unless they were quoted or escaped. */
class WordList {
  readonly #words: string[] = [];
  #current = '';

  addText(text: string): void {
    for (const character of text) {
      if (!isSpace(character.codePointAt(0) ?? 0)) this.#current += character;
      else this.finish();
    }
  }

  addQuoted(text: string): void {
    this.#current += text;
  }

  finish(): readonly string[] {
    if (this.#current !== '') this.#words.push(this.#current);
    this.#current = '';
    return this.#words;
  }
}

class Lexer {
  readonly #text: string;
  readonly #lookup: Lookup;
  readonly #options: ExpandOptions;
  readonly #escape: string;
  readonly #matched = new Set<string>();
  readonly #undefined = new Set<string>();
  #position = 0;
  #depth = 0;
  #keepEscapes = false;
  #error: string | undefined;

  constructor(text: string, lookup: Lookup, options: ExpandOptions) {
    this.#text = text;
    this.#lookup = lookup;
    this.#options = options;
    this.#escape = options.escapeCharacter ?? '\\';
  }

  get error(): string | undefined {
    return this.#error;
  }

  names(): Pick<Expanded, 'matchedNames' | 'undefinedNames'> {
    return { matchedNames: [...this.#matched], undefinedNames: [...this.#undefined] };
  }

  /** Reads the text to its end, and takes what it has grown by off the allowance. */
  readAll(words?: WordList): string {
    const result = this.#readUntil(undefined, this.#options.keepEscapes ?? false, words);
    const { allowance } = this.#options;
    if (allowance !== undefined && this.#error === undefined) {
      allowance.growth -= Math.max(0, result.length - this.#text.length);
    }
    return result;
  }

  /** Reads up to `stop` and over it; to the end of the text where it is undefined. */
  #readUntil(stop: string | undefined, keepEscapes: boolean, words?: WordList): string {
    const outer = this.#keepEscapes;
    this.#keepEscapes = keepEscapes;
    if ((this.#depth += 1) > maximumDepth) return this.#fail('it is nested too deeply');
    let result = '';
    for (;;) {
      const character = this.#text[this.#position];
      if (character === undefined) {
        if (stop === undefined) break;
        return this.#fail(`\`${stop}\` is missing`);
      }
      if (character === stop) {
        this.#position += 1;
        break;
      }
      result += this.#readPart(character, words);
      this.#checkLength(result);
    }
    this.#depth -= 1;
    this.#keepEscapes = outer;
    return result;
  }

  /** Reading stops here; the first error is the one that is told. */
  #fail(message: string): string {
    this.#error ??= message;
    this.#position = this.#text.length;
    return '';
  }

  #checkLength(result: string): void {
    const growth = result.length - this.#text.length;
    if (growth > maximumGrowth) {
      this.#fail(`it expands to more than ${maximumGrowth} characters`);
    } else if (growth > (this.#options.allowance?.growth ?? maximumGrowth)) {
      this.#fail('with all before it, it expands to too much');
    }
  }

  #readPart(character: string, words: WordList | undefined): string {
    if (character === '$') {
      const value = this.#readVariable();
      words?.addText(value);
      return value;
    }
    if ((character === "'" || character === '"') && this.#options.ignoreQuotes !== true) {
      const value = character === "'" ? this.#readSingleQuoted() : this.#readDoubleQuoted();
      words?.addQuoted(value);
      return value;
    }
    if (character === '<' && words !== undefined) {
      const value = this.#readHeredocOperator();
      words.addQuoted(value);
      return value;
    }
    if (character === this.#escape) {
      this.#position += 1;
      const escaped = this.#next();
      const value = (this.#keepEscapes ? character : '') + escaped;
      words?.addQuoted(value);
      return value;
    }
    const value = this.#readPlain();
    words?.addText(value);
    return value;
  }

  /** Text up to the next character that may mean something. */
  #readPlain(): string {
    plain.lastIndex = this.#position;
    const text = plain.exec(this.#text)?.[0] ?? this.#text[this.#position] ?? '';
    this.#position += text.length;
    return text;
  }

  /** `<< EOF` is one word, the space included. */
  #readHeredocOperator(): string {
    heredocOperator.lastIndex = this.#position;
    const text = heredocOperator.exec(this.#text)?.[0] ?? '<';
    this.#position += text.length;
    return text;
  }

  /** The next character, surrogate pairs as one; '' at the end. */
  #next(): string {
    const code = this.#text.codePointAt(this.#position);
    if (code === undefined) return '';
    const character = String.fromCodePoint(code);
    this.#position += character.length;
    return character;
  }

  #readSingleQuoted(): string {
    const end = this.#text.indexOf("'", this.#position + 1);
    if (end < 0) return this.#fail('a single quote is never closed');
    const start = this.#position;
    this.#position = end + 1;
    return this.#options.keepQuotes === true
      ? this.#text.slice(start, end + 1)
      : this.#text.slice(start + 1, end);
  }

  #readDoubleQuoted(): string {
    const quote = this.#options.keepQuotes === true ? '"' : '';
    let result = quote;
    this.#position += 1;
    for (;;) {
      const character = this.#text[this.#position];
      if (character === undefined) return this.#fail('a double quote is never closed');
      if (character === '"') {
        this.#position += 1;
        return result + quote;
      }
      if (character === '$') result += this.#readVariable();
      else if (character === this.#escape) {
        this.#position += 1;
        if (this.#keepEscapes) result += character;
        const next = this.#text[this.#position];
        if (next === '"' || next === '$' || next === this.#escape) {
          result += next;
          this.#position += 1;
        } else if (next !== undefined) result += character;
      } else {
        result += character;
        this.#position += 1;
      }
      this.#checkLength(result);
    }
  }

  #readName(): string {
    variableName.lastIndex = this.#position;
    const name = variableName.exec(this.#text)?.[0] ?? '';
    this.#position += name.length;
    return name;
  }

  #valueOf(name: string): string | undefined {
    const value = this.#lookup(name);
    (value === undefined ? this.#undefined : this.#matched).add(name);
    return value;
  }

  #readVariable(): string {
    this.#position += 1;
    if (this.#text[this.#position] !== '{') {
      const name = this.#readName();
      if (name === '') return '$';
      return this.#valueOf(name) ?? (this.#options.keepUndefined === true ? `$${name}` : '');
    }
    this.#position += 1;
    const first = this.#text[this.#position];
    if (first === undefined) return this.#fail('`}` is missing');
    if ('{}:'.includes(first)) return this.#fail('no variable name stands after `${`');
    const name = this.#readName();
    const operator = this.#next();
    switch (operator) {
      case '}':
        return this.#valueOf(name) ?? (this.#options.keepUndefined === true ? `\${${name}}` : '');
      case '':
        return this.#fail('`}` is missing');
      case '/':
        return this.#readReplacement(name);
      case ':':
        return this.#readModifier(name, this.#next(), true);
      default:
        return this.#readModifier(name, operator, false);
    }
  }

  #readModifier(name: string, operator: string, emptyCounts: boolean): string {
    const written = (emptyCounts ? ':' : '') + operator;
    const isPattern = operator === '#' || operator === '%';
    if (!'+-?#%'.includes(operator) || operator === '' || (emptyCounts && isPattern)) {
      return this.#fail(`\`${written}\` is no modifier that the builder knows`);
    }
    const word = this.#readUntil('}', isPattern);
    const value = this.#valueOf(name);
    if (value === undefined && this.#options.keepUndefined === true) {
      return `\${${name}${written}${word}}`;
    }
    const isSet = value !== undefined && !(emptyCounts && value === '');
    switch (operator) {
      case '-':
        return isSet ? value : word;
      case '+':
        return isSet ? word : '';
      case '?': {
        if (isSet) return value;
        const state = value === undefined ? 'unset' : 'empty';
        return this.#fail(`${name}: ${word === '' ? `is not allowed to be ${state}` : word}`);
      }
      default: {
        const longest = word.startsWith(operator);
        const remove = operator === '#' ? removePrefix : removeSuffix;
        const pattern = longest ? word.slice(1) : word;
        return (
          remove(pattern, value ?? '', longest, this.#options.allowance) ??
          this.#failPattern(pattern)
        );
      }
    }
  }

  #readReplacement(name: string): string {
    const all = this.#text[this.#position] === '/';
    if (all) this.#position += 1;
    const pattern = this.#readUntil('/', true);
    const replacement = this.#readUntil('}', true);
    const value = this.#valueOf(name);
    if (value === undefined && this.#options.keepUndefined === true) {
      return `\${${name}/${pattern}/${replacement}}`;
    }
    const { allowance } = this.#options;
    return (
      replaceMatches(pattern, value ?? '', replacement, all, allowance) ??
      this.#failPattern(pattern)
    );
  }

  #failPattern(pattern: string): string {
    return this.#fail(`\`${pattern}\` is no pattern that the builder can match`);
  }
}

const plain = /[^$'"\\`<}/]+/y;
const heredocOperator = /<(?:<[\t\r ]*)?/y;
const variableName = /\p{Nd}+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*/uy;
