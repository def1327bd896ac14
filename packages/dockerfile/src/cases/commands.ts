import type { PlanCase } from './plan-case.ts';

export const commands: readonly PlanCase[] = [
  {
    name: 'exec form',
    dockerfile: ['FROM scratch', 'CMD ["python3", "./server.py"]'],
    expected: {
      config: { Cmd: ['python3', './server.py'] },
    },
  },
  {
    name: 'shell form',
    dockerfile: ['FROM scratch', 'CMD python3 ./server.py'],
    expected: {
      config: { Cmd: ['/bin/sh', '-c', 'python3 ./server.py'] },
    },
  },
  {
    name: 'single quotes are shell form',
    dockerfile: ['FROM scratch', "CMD ['python3', './server.py']"],
    expected: {
      config: { Cmd: ['/bin/sh', '-c', "['python3', './server.py']"] },
    },
  },
  {
    name: 'a trailing comma is shell form',
    dockerfile: ['FROM scratch', 'CMD ["python3", "./server.py",]'],
    expected: {
      config: { Cmd: ['/bin/sh', '-c', '["python3", "./server.py",]'] },
    },
  },
  {
    name: 'numbers in an array are shell form',
    dockerfile: ['FROM scratch', 'CMD ["sleep", 5]'],
    expected: {
      error: '2: a JSON array of arguments must hold strings only, each in double quotes',
    },
  },
  {
    name: 'an array over several lines',
    dockerfile: [
      'FROM scratch',
      'CMD [ \\',
      '  "python3", \\',
      '  # why',
      '  "./server.py" \\',
      ']',
    ],
    expected: {
      config: { Cmd: ['python3', './server.py'] },
    },
  },
  {
    name: 'no variable is expanded in a command',
    dockerfile: ['FROM scratch', 'ENV a=1', 'CMD ["echo", "$a"]'],
    expected: {
      config: { Cmd: ['echo', '$a'], Env: ['a=1'] },
    },
  },
  {
    name: 'the last CMD counts',
    dockerfile: ['FROM scratch', 'CMD ["one"]', 'CMD ["two"]'],
    expected: {
      config: { Cmd: ['two'] },
    },
  },
  {
    name: 'ENTRYPOINT and CMD',
    dockerfile: ['FROM scratch', 'ENTRYPOINT ["python3"]', 'CMD ["./server.py"]'],
    expected: {
      config: { Entrypoint: ['python3'], Cmd: ['./server.py'] },
    },
  },
  {
    name: 'CMD before ENTRYPOINT is kept in one stage',
    dockerfile: ['FROM scratch', 'CMD ["./server.py"]', 'ENTRYPOINT ["python3"]'],
    expected: {
      config: { Cmd: ['./server.py'], Entrypoint: ['python3'] },
    },
  },
  {
    name: 'ENTRYPOINT takes away an inherited CMD',
    dockerfile: ['FROM scratch AS one', 'CMD ["one"]', 'FROM one', 'ENTRYPOINT ["two"]'],
    expected: {
      config: { Entrypoint: ['two'] },
    },
  },
  {
    name: 'CMD [] clears it',
    dockerfile: [
      'FROM scratch AS one',
      'ENTRYPOINT ["e"]',
      'CMD ["one"]',
      'FROM one',
      'CMD []',
      'ENTRYPOINT []',
    ],
    expected: {
      config: { Entrypoint: [], Cmd: [] },
    },
  },
  {
    name: 'escapes in JSON',
    dockerfile: ['FROM scratch', 'CMD ["say", "\\"hi\\"", "\\u00e9", "a\\\\b"]'],
    expected: {
      config: { Cmd: ['say', '"hi"', 'é', 'a\\b'] },
    },
  },
  {
    name: 'continued and commented',
    dockerfile: ['FROM scratch', 'CMD python3 \\', '# between', '', '   ./server.py'],
    expected: {
      config: { Cmd: ['/bin/sh', '-c', 'python3    ./server.py'] },
    },
  },
  {
    name: 'lower-case keywords',
    dockerfile: ['from scratch', 'cmd ["x"]', 'expose 80'],
    expected: {
      config: { Cmd: ['x'], ExposedPorts: { '80/tcp': {} } },
    },
  },
  {
    name: 'an empty CMD',
    dockerfile: ['FROM scratch', 'CMD'],
    expected: {
      config: { Cmd: ['/bin/sh', '-c', ''] },
    },
  },
];
