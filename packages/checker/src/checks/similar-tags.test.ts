import { expect, test } from 'vitest';
import { similarTag } from './similar-tags.ts';

const tag = (name: string, other: string) =>
  `A tag counts letter by letter, and \`${other}\` is another one than \`${name}\`.`;
const repository = (other: string) =>
  `A repository counts letter by letter, and \`${other}\` is another one than \`myapp\`.`;
const alone =
  'The repository stands before the colon, the tag after it: `-t version1` makes a repository `version1`, and Docker adds the tag `latest`.';

test.each([
  ['myapp:latest', ['my-app:latest'], 'my-app:latest', repository('my-app')],
  ['myapp:latest', ['mypp:latest', 'python:3-alpine'], 'mypp:latest', repository('mypp')],
  ['myapp:latest', ['ann/myapp:latest'], 'ann/myapp:latest', repository('ann/myapp')],
  ['myapp:latest', ['myapp:latets'], 'myapp:latets', tag('latest', 'latets')],
  ['myapp:version1', ['version1:latest'], 'version1:latest', alone],
  ['myapp:version1', ['my-app:version1', 'myapp:v1'], 'myapp:v1', tag('version1', 'v1')],
  ['myapp:version1', ['myapp:1'], 'myapp:1', tag('version1', '1')],
  ['myapp:version1', ['myapp:version-1'], 'myapp:version-1', tag('version1', 'version-1')],
  ['myapp:version1', ['myapp:1.0'], 'myapp:1.0', tag('version1', '1.0')],
  ['myapp:version1', ['my_app:version1'], 'my_app:version1', repository('my_app')],
  ['myapp:version1', ['myapp:verison1'], 'myapp:verison1', tag('version1', 'verison1')],
])('for %s, of %j', (wanted, names, name, why) => {
  expect(similarTag(wanted, names)).toEqual({ name, why });
});

test.each([
  ['myapp:latest', ['python:latest', 'mydb:latest', 'app:latest']],
  ['myapp:version1', ['myapp:latest', 'myapp:2.0', 'redis:version1']],
  ['myapp:version1', []],
])('for %s, none of %j', (wanted, names) => {
  expect(similarTag(wanted, names)).toBeUndefined();
});
