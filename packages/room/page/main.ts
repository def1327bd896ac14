import '@kit/presentation/base.css';
import './styles.css';
import { h, render } from 'preact';
import { App } from './app.ts';

const kept = 'secret';

/** The secret comes behind the `#`; it is taken out of the address at once, where others may see it. */
function start(): void {
  const given = location.hash.slice(1);
  if (given !== '' && given !== 'projector') {
    sessionStorage.setItem(kept, given);
    history.replaceState(null, '', location.pathname);
  }
  const root = document.querySelector('#board');
  const secret = sessionStorage.getItem(kept) ?? '';
  // Another secret is another board.
  if (root !== null) render(h(App, { key: secret, secret }), root);
}

document.querySelector('#board')?.replaceChildren();
addEventListener('hashchange', start);
start();
