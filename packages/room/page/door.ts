import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardState } from '../src/board-state.ts';
import { part } from './parts.ts';

/** How learners come in. */
export function door({ door: { addresses, code, qr } }: BoardState): VNode {
  const [address = ''] = addresses;
  return part(
    'door',
    'Come in',
    markup`
      <div class="entrance"><svg class="qr" viewBox="0 0 ${qr.size} ${qr.size}" role="img" aria-label="The address as a QR code">
        <rect width=${qr.size} height=${qr.size} fill="#fff" /><path d=${qr.path} fill="#000" />
      </svg>
      <p class="code">Code <strong>${code}</strong></p></div>
      <pre tabindex="0"><code>npx --yes pnpm@12 verify --watch --room ${address} --as NAME</code></pre>
      ${addresses.length > 1 && markup`<p class="quiet">Where that does not answer: ${addresses.slice(1).join(', ')}</p>`}`,
  );
}
