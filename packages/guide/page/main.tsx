import '@kit/presentation/base.css';
import './styles.css';
import { render } from 'preact';
import type { Guide } from './guide-data.ts';
import { Workshop } from './workshop.tsx';

const guide = (await (await fetch('/api/guide')).json()) as Guide;
const root = document.querySelector('#guide');
if (root !== null) {
  root.replaceChildren();
  render(<Workshop guide={guide} />, root);
}
