import { describe, expect, test } from 'vitest';
import { evaluateImagePlan } from '../evaluate.ts';
import { parseDockerfile } from '../parse.ts';

/** `line rule: message` of everything BuildKit's build checks find, and of what stops the build. */
function findingsIn(text: string) {
  const { errors, warnings } = evaluateImagePlan(parseDockerfile(text), { entries: [] });
  const told = (problems: typeof errors) =>
    problems.map(({ range, code, message }) => `${range.start.line} ${code}: ${message}`);
  return { errors: told(errors), warnings: told(warnings) };
}

// From BuildKit's documentation of its rules.
test.each([
  ['FROM a\nmaintainer me', ['2 ConsistentInstructionCasing', '2 MaintainerDeprecated']],
  ['FROM a\nMAINTAINER me', ['2 MaintainerDeprecated']],
  ['from a\nrun b\nWORKDIR /c', ['3 ConsistentInstructionCasing']],
  ['FROM a\nRun b', ['2 ConsistentInstructionCasing']],
  ['arg x\nFROM a\nRUN b', []],
  ['from a as b', []],
  ['FROM a as b', ['1 FromAsCasing']],
  ['FROM a AS Build', ['1 StageNameCasing']],
  ['FROM a AS scratch', ['1 ReservedStageName']],
  ['FROM a AS context', ['1 ReservedStageName']],
  ['FROM a AS b\nFROM a AS b', ['2 DuplicateStageName']],
  ['FROM a\nENV b c', ['2 LegacyKeyValueFormat']],
  ['FROM a\nLABEL b c', ['2 LegacyKeyValueFormat']],
  ['FROM a\nENV b=c d="e f"', []],
  ['FROM a\nENV API_TOKEN=x', ['2 SecretsUsedInArgOrEnv']],
  ['FROM a\nARG secret', ['2 SecretsUsedInArgOrEnv']],
  ['FROM a\nENV PUBLIC_KEY=x TOKEN_FILE=/y KEYBOARD=z', []],
  ['FROM a\nEXPOSE 80/TCP 53/udp', ['2 ExposeProtoCasing']],
  ['FROM a\nEXPOSE 127.0.0.1:80:80', ['2 ExposeInvalidFormat']],
  ['FROM a\nWORKDIR b', ['2 WorkdirRelativePath']],
  ['FROM a\nCMD b', ['2 JSONArgsRecommended']],
  ['FROM a\nCMD ["b"]\nCMD ["c"]', ['2 MultipleInstructionsDisallowed']],
  ['FROM a\nRUN b \\\n\n c', ['3 NoEmptyContinuation']],
  ['FROM scratch\nWORKDIR /$b', ['2 UndefinedVar']],
  ['FROM $a', ['1 InvalidDefaultArgInFrom', '1 UndefinedArgInFrom']],
  ['ARG a\nFROM b:$a', ['2 InvalidDefaultArgInFrom']],
  ['ARG a=1\nFROM b:$a', []],
  ['FROM --platform=linux/amd64 a', ['1 FromPlatformFlagConstDisallowed']],
  ['FROM --platform=x86_64 a AS b', ['1 FromPlatformFlagConstDisallowed']],
  ['FROM --platform=linux/arm64 a AS on-linux', []],
  ['FROM --platform=x86-64 a AS amd64-only', []],
  ['FROM --platform=$BUILDPLATFORM a', []],
  ['FROM --platform=$TARGETPLATFORM a', ['1 RedundantTargetPlatform']],
  ['FROM --platform=${TARGETPLATFORM:-linux/amd64} a', ['1 RedundantTargetPlatform']],
  ['FROM --platform=linux/$TARGETARCH a', []],
  // Only where the image needs the stage.
  ['FROM a\nENV key value\nENV TOKEN=x\nFROM b', []],
  ['FROM a AS b\nENV c d\nFROM b', ['2 LegacyKeyValueFormat']],
  // Several rules can speak of one word.
  ['FROM a AS B\nFROM a AS B', ['1 StageNameCasing', '2 DuplicateStageName', '2 StageNameCasing']],
  ['FROM scratch\nWORKDIR $b', ['2 UndefinedVar', '2 WorkdirRelativePath']],
])('%j', (text, rules) => {
  const found = findingsIn(text).warnings.map((each) => each.replace(/:.*/, ''));
  expect(found.toSorted()).toEqual(rules);
});

describe('# check=', () => {
  const found = 'FROM a AS B\nMAINTAINER me';

  test.each([
    ['skip=all', 0],
    ['skip=StageNameCasing', 1],
    ['skip=StageNameCasing,MaintainerDeprecated', 0],
    ['skip=StageNameCasing, MaintainerDeprecated', 1],
    ['skip=all // for now', 0],
    ['error=false', 2],
    ['experimental=all', 2],
    ['', 2],
  ])('%s', (options, left) => {
    const { errors, warnings } = findingsIn(`# check=${options}\n${found}`);
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(left);
  });

  test('a finding stops the build where the file says so', () => {
    expect(findingsIn(`# check=skip=StageNameCasing;error=true\n${found}`).errors).toEqual([
      '1 build-check: `# check=error=true` makes an error of what is found: MaintainerDeprecated',
    ]);
    expect(findingsIn('# check=error=true\nFROM a').errors).toEqual([]);
  });

  test.each([
    ['skip', '`skip` has no `=`'],
    ['error=maybe', '`maybe` is neither true nor false'],
    ['colour=red', 'there is no option `colour`'],
  ])('%s is refused', (options, fault) => {
    expect(findingsIn(`# check=${options}\n${found}`).errors).toEqual([
      `1 invalid-check: \`${options}\` is no list of build check options: ${fault}`,
    ]);
  });
});

describe('# check= above an instruction', () => {
  test.each([
    ['# check=skip=WorkdirRelativePath\nWORKDIR b', []],
    ['# check = skip=all // here\nWORKDIR b', []],
    ['# about it\n\n# check=skip=all\n# more\nWORKDIR b', []],
    ['# check=skip=UndefinedVar\nWORKDIR b', ['WorkdirRelativePath']],
    ['# check=skip=all\n#\nWORKDIR b', ['WorkdirRelativePath']],
    ['# check=skip\n# check=skip=all\nWORKDIR b', ['WorkdirRelativePath']],
    ['# check=skip=all\nENV c=d\nWORKDIR b', ['WorkdirRelativePath']],
    ['# check=skip=all\nWorkdir /b', ['ConsistentInstructionCasing']],
    ['# check=skip=all\nRUN b \\\n\n c', ['NoEmptyContinuation']],
  ])('%j', (text, rules) => {
    const found = findingsIn(`FROM a\n${text}`).warnings;
    expect(found.map((each) => each.replace(/^\d+ (\w+):.*/, '$1'))).toEqual(rules);
  });

  test('below a first line for the shell it is still a directive', () => {
    expect(findingsIn('#!/usr/bin/env x\n# check=skip=all\nFROM a AS B').warnings).toEqual([]);
  });
});

describe('rules on trial', () => {
  const described = (options: string) =>
    findingsIn(
      `# check=${options}\n# about a\nARG a\n# x is the second\nARG x y\n# Stage\nFROM $x AS b`,
    ).warnings;

  test.each([
    ['skip=all', []],
    [
      'skip=all;experimental=InvalidDefinitionDescription',
      [
        '3 InvalidDefinitionDescription: the comment above `ARG` should be `# a …`, or have a blank comment below it',
        '7 InvalidDefinitionDescription: the comment above `FROM` should be `# b …`, or have a blank comment below it',
      ],
    ],
  ])('%s', (options, expected) => {
    expect(described(options)).toEqual(expected);
  });
});
