import { expect, test } from 'vitest';
import { cleanLine } from './clean-line.ts';

test.each([
  ['Collecting flask', 'Collecting flask'],
  ['  File "server.py", line 3', '  File "server.py", line 3'],
  [' 10%\r 50%\r100%', '100%'],
  ['100%\r\r', '100%'],
  ['\u001b[31mERROR\u001b[0m: no such file  ', 'ERROR: no such file'],
  ['x'.repeat(100), 'x'.repeat(40)],
])('%j reads %j', (line, clean) => {
  expect(cleanLine(line, 40)).toBe(clean);
});
