import { expect, test } from 'vitest';
import { instructionText } from './image-history.ts';

test.each([
  ['WORKDIR /app', 'WORKDIR /app'],
  ['/bin/sh -c #(nop) WORKDIR /app', 'WORKDIR /app'],
  ['/bin/sh -c #(nop)  CMD ["a" "b"]', 'CMD ["a" "b"]'],
  ['/bin/bash -c #(nop)  USER 1', 'USER 1'],
  ['COPY ./server.py . # buildkit', 'COPY ./server.py .'],
  ['/bin/sh -c #(nop) COPY file:0a1b in . ', 'COPY file:0a1b in .'],
  ['RUN /bin/sh -c pip install flask # buildkit', 'RUN pip install flask'],
  ['/bin/sh -c pip install flask', 'RUN pip install flask'],
  ['RUN |1 A=1 /bin/sh -c echo $A\n # buildkit', 'RUN |1 A=1 echo $A'],
  ['|1 A=1 /bin/sh -c echo $A', 'RUN |1 A=1 echo $A'],
  ['RUN /bin/bash -c true # buildkit', 'RUN /bin/bash -c true'],
  ['', ''],
])('%j is the instruction %j', (createdBy, text) => {
  expect(instructionText(createdBy)).toBe(text);
});
