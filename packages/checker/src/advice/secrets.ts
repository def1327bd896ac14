import { parseDockerfile } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { Advice } from '../step.ts';
import { buildKitRule } from '../rules.ts';

// Names that end in what is secret itself; `TOKEN_URL` and `PASSWORD_FILE` only
// point to it, and `PWD` alone is the shell's own word for where it is.
const secretName =
  /(^|_)(password|passwd|secret|token|credentials?|(api|access|private|secret)_?key)$|_pwd$/i;

/** A secret in ENV or ARG can be read by everybody who has the image. */
export const secrets: Advice = {
  name: 'secrets',
  advise({ dockerfile }) {
    return dockerfile.instructions
      .filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
      .flatMap(({ keyword, pairs }) =>
        pairs
          .filter(({ name, value }) => secretName.test(name.text) && isLiteral(value?.text))
          .map(({ name }) => ({
            check: 'secrets',
            message: `${quote(name.text)} looks like a secret, and its value becomes part of the image.`,
            why: `What \`${keyword}\` sets is kept in the image’s configuration or history, where everybody who gets the image can read it.`,
            help: 'Hand it over when the container starts, with `docker run -e`, or while building as a build secret.',
            ...buildKitRule('SecretsUsedInArgOrEnv'),
            range: name.range,
          })),
      );
  },
};

/**
 * What must not be shown: the values of variables that are named like secrets.
 * @param text of a Dockerfile.
 * @param env of an image, `NAME=value` each: there variables stand for what they were.
 */
export function secretValues(text: string, env: readonly string[] = []): readonly string[] {
  const set = parseDockerfile(text)
    .instructions.filter(({ keyword }) => keyword === 'ENV' || keyword === 'ARG')
    .flatMap(({ pairs }) => pairs.map(({ name, value }) => [name.text, value?.text] as const));
  const known = env.map((each) => [each.split('=', 1)[0], each.slice(each.indexOf('=') + 1)]);
  return [...set, ...known].flatMap(([name = '', value]) =>
    secretName.test(name) && isLiteral(value) ? unquoted(value) : [],
  );
}

/** No variable, no switch such as `true`, no path to where the secret lies. */
function isLiteral(value: string | undefined): value is string {
  const switches = /^(|\$.*|true|false|yes|no|on|off|[01]|\/run\/.*)$/i;
  return value !== undefined && !switches.test(unquoted(value));
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/, '$2');
}
