import { expect, test } from 'vitest';
import { faultOf } from './fault.ts';

const again = 'Run the same command again; `docker version` tells whether the engine answers.';

test.each([
  [
    'an error that knows a remedy',
    Object.assign(new Error('No engine.'), { help: 'Install one.' }),
    { reason: 'No engine.', help: 'Install one.' },
  ],
  ['any other error', new Error('odd'), { reason: 'odd', help: again }],
  ['what is no error', 'odd', { reason: 'odd', help: again }],
  [
    'a full disk',
    Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
    {
      reason: 'The disk is full (ENOSPC: no space left on device, write).',
      help: 'Free some space on it, and run the same command again.',
    },
  ],
])('%s', (_, error, fault) => {
  expect(faultOf(error)).toEqual(fault);
});
