import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { shareConnections } from './fair-connections.ts';

class Connection extends EventEmitter {
  isOpen = true;

  readonly remoteAddress: string;

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.isOpen = false;
    this.emit('close');
  }
}

function comeTo(server: EventEmitter, address: string): Connection {
  const connection = new Connection(address);
  server.emit('connection', connection);
  return connection;
}

test('who opens connections without end loses their own, the oldest first', () => {
  const server = new EventEmitter();
  shareConnections(server as never, 4);
  const learner = comeTo(server, '192.168.1.7');
  const guest = Array.from({ length: 6 }, () => comeTo(server, '192.168.1.66'));
  const late = comeTo(server, '192.168.1.8');
  expect(guest.map(({ isOpen }) => isOpen)).toEqual([false, false, false, false, true, true]);
  expect([learner.isOpen, late.isOpen]).toEqual([true, true]);
});

test('who has gone counts no more', () => {
  const server = new EventEmitter();
  shareConnections(server as never, 2);
  comeTo(server, 'a').destroy();
  const two = [comeTo(server, 'a'), comeTo(server, 'b')];
  expect(two.map(({ isOpen }) => isOpen)).toEqual([true, true]);
});
